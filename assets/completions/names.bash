
# Completes what the program knows by name: it reads its own files, and no network.
_chatquill_names() {
    local typed=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} kind= command= at
    if [[ $typed == = ]]; then
        typed=
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case "$before" in
@OPTIONS@
    esac
    local -a settings=()
    for ((at = 1; at < COMP_CWORD; at++)); do
        case "${COMP_WORDS[at]}" in
            --profile | --config | --data-dir)
                [[ ${COMP_WORDS[at + 1]} != = ]] || unset 'COMP_WORDS[at + 1]'
                settings+=("${COMP_WORDS[at]}" "${COMP_WORDS[at + 1]//\\/}")
                ((at++))
                ;;
            --sandbox) settings+=(--sandbox) ;;
            -*) ;;
            *) command+=" ${COMP_WORDS[at]}" ;;
        esac
    done
    if [[ -z $kind && $typed != -* ]]; then
        case "$command" in
@ARGUMENTS@
        esac
    fi
    if [[ -z $kind ]]; then
        _chatquill "$@"
        return
    fi
    local quote= name names restore
    names=$("${1/#\~/$HOME}" names "$kind" "${settings[@]}" 2>/dev/null)
    case "$typed" in
        [\"\']*) quote=${typed:0:1} typed=${typed:1} ;;
        *) typed=${typed//\\/} ;;
    esac
    restore=$(shopt -p nocasematch)
    shopt -s nocasematch
    COMPREPLY=()
    while IFS=$'\t' read -r name _; do
        [[ -n $name && $name == "$typed"* ]] || continue
        [[ -n $quote ]] || printf -v name %q "$name"
        COMPREPLY+=("$name")
    done <<<"$names"
    $restore
    # No file is meant where there is no such name.
    compopt +o default +o bashdefault 2>/dev/null
    return 0
}

complete -F _chatquill_names -o bashdefault -o default chatquill
