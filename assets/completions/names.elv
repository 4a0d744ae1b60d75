
# Completes what the program knows by name: it reads its own files, and no network.
var chatquill-commands~ = $edit:completion:arg-completer[chatquill]

# A list has the names; else the program is asked, which writes one word a line: the name, and what it is.
fn chatquill-names {|kind settings start|
    if (eq (kind-of $kind) list) {
        each {|name| edit:complex-candidate $start$name &display=$name } $kind
        return
    }
    try {
        e:chatquill names $kind $@settings 2>&- | each {|line|
            var name about = (str:split &max=2 "\t" $line"\t")
            edit:complex-candidate $start$name &display=$name'  '(str:trim-space $about)
        }
    } catch e {
        nop
    }
}

set edit:completion:arg-completer[chatquill] = {|@words|
    var options = [
@OPTIONS@
    ]
    var arguments = [
@ARGUMENTS@
    ]
    var choices = [
@CHOICES@
    ]
    var typed = $words[-1]
    var before = $words[-2]
    var top = ''
    var command = ''
    var settings = []
    # What the values of an option are: names of a kind, or a list.
    fn values-of {|option|
        if (has-key $options $option) {
            put $options[$option]
        } elif (has-key $choices $option) {
            put $choices[$option]
        } elif (has-key $choices $top' '$option) {
            put $choices[$top' '$option]
        } else {
            put $false
        }
    }
    var value-of = ''
    for word $words[1..-1] {
        if (has-value [--profile --config --data-dir] $value-of) {
            set settings = [$@settings $value-of $word]
            set value-of = ''
        } elif (not-eq $value-of '') {
            set value-of = ''
        } elif (or (has-value [--profile --config --data-dir] $word) (values-of $word)) {
            set value-of = $word
        } elif (eq $word --sandbox) {
            set settings = [$@settings $word]
        } elif (not (str:has-prefix $word -)) {
            set command = (str:trim-space $command' '$word)
            if (eq $top '') {
                set top = $word
            }
        }
    }
    var option = (str:split &max=2 = $typed | take 1)
    var is-argument = (not (str:has-prefix $typed -))
    if (values-of $before) {
        chatquill-names (values-of $before) $settings ''
    } elif (and (not-eq $option $typed) (values-of $option)) {
        chatquill-names (values-of $option) $settings $option=
    } elif (and $is-argument (has-key $arguments $command)) {
        chatquill-names $arguments[$command] $settings ''
    } elif (and $is-argument (has-key $choices $command)) {
        chatquill-names $choices[$command] $settings ''
    } else {
        # Where there is no such command, a file is meant; the generator says so of the first word alone.
        try {
            chatquill-commands $@words
        } catch e {
            nop
        }
        if (and $is-argument (not (has-value [
@PARENTS@
            ] $command))) {
            edit:complete-filename $@words
        }
    }
}
