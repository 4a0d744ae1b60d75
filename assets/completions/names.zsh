# Completes what the program knows by name: it reads its own files, and no network.
_chatquill_names() {
    local -a names lines settings
    local at line
    for at in --profile --config --data-dir; do
        if (( ${words[(I)$at]} && ${words[(I)$at]} < CURRENT - 1 )); then
            settings+=($at ${(Q)words[${words[(I)$at]} + 1]})
        fi
    done
    (( ${words[(I)--sandbox]} )) && settings+=(--sandbox)
    for line in ${(f)"$(_call_program names chatquill names $1 ${(q)settings} 2>/dev/null)"}; do
        names+=("${line%%$'\t'*}")
        lines+=("${line/$'\t'/  }")
    done
    compadd -M 'm:{a-zA-Z}={A-Za-z}' -l -d lines -a names
}

# The first word is a command, or a file for the composer.
_chatquill_first() {
    _alternative 'commands:command:_chatquill_commands' 'files:file:_files'
}

