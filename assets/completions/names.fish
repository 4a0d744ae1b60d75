# Completes what the program knows by name: it reads its own files, and no network.
function __fish_chatquill_names
    set -l words (commandline -opc)
    set -l settings
    for option in --profile --config --data-dir
        if set -l at (contains -i -- $option $words)
            set -a settings $option $words[(math $at + 1)]
        end
    end
    contains -- --sandbox $words; and set -a settings --sandbox
    chatquill names $argv[1] $settings 2>/dev/null
end

