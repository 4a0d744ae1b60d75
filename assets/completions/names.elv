
# Completes what the program knows by name: it reads its own files, and no network.
var chatquill-commands~ = $edit:completion:arg-completer[chatquill]

# One word a line: the name, and what it is.
fn chatquill-names {|kind settings start|
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
    var typed = $words[-1]
    var before = $words[-2]
    var command = ''
    var settings = []
    var value-of = ''
    for word $words[1..-1] {
        if (not-eq $value-of '') {
            set settings = [$@settings $value-of $word]
            set value-of = ''
        } elif (has-value [--profile --config --data-dir] $word) {
            set value-of = $word
        } elif (eq $word --sandbox) {
            set settings = [$@settings $word]
        } elif (not (str:has-prefix $word -)) {
            set command = (str:trim-space $command' '$word)
        }
    }
    var option = (str:split &max=2 = $typed | take 1)
    if (has-key $options $before) {
        chatquill-names $options[$before] $settings ''
    } elif (and (not-eq $option $typed) (has-key $options $option)) {
        chatquill-names $options[$option] $settings $option=
    } elif (and (has-key $arguments $command) (not (str:has-prefix $typed -))) {
        chatquill-names $arguments[$command] $settings ''
    } else {
        # Where there is no such command, a file is meant; the generator says so of the first word alone.
        try {
            chatquill-commands $@words
        } catch e {
            nop
        }
        if (and (not (str:has-prefix $typed -)) (not (has-value [
@PARENTS@
            ] $command))) {
            edit:complete-filename $@words
        }
    }
}
