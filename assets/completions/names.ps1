    # Completes what the program knows by name: it reads its own files, and no network.
    $options = @{
@OPTIONS@
    }
    $arguments = @{
@ARGUMENTS@
    }
    $choices = @{
@CHOICES@
    }
    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($_ -is [StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text } })
    $path = @()
    $settings = @()
    for ($at = 1; $at -lt $words.Count; $at++) {
        $word = $words[$at]
        if ('--profile', '--config', '--data-dir' -ccontains $word) {
            if ($at + 1 -lt $words.Count) { $settings += $word, $words[++$at] }
        } elseif ($word -ceq '--sandbox') {
            $settings += $word
        } elseif ($options[$word] -or $choices[$word] -or $choices["$($path[0]) $word"]) {
            $at++
        } elseif (-not $word.StartsWith('-')) {
            $path += $word
        }
    }
    $typed = $wordToComplete.Trim('"', "'")
    $start = ''
    $before = $words[-1]
    if ($typed -match '^(--[a-z-]+)=(.*)$') {
        $before = $Matches[1]
        $start = $Matches[1] + '='
        $typed = $Matches[2].Trim('"', "'")
    }
    $kind = $options[$before]
    $names = $choices[$before]
    if (-not $names) { $names = $choices["$($path[0]) $before"] }
    if (-not $kind -and -not $names -and -not $start -and -not $typed.StartsWith('-')) {
        $kind = $arguments[$path -join ' ']
        $names = $choices[$path -join ' ']
    }
    if ($kind) { $names = chatquill names $kind @settings 2>$null }
    if ($kind -or $names) {
        $names | ForEach-Object {
            $name, $about = $_ -split "`t", 2
            if ($name -and $name.StartsWith($typed, [StringComparison]::OrdinalIgnoreCase)) {
                $word = $name
                if ($name -notmatch '^[\w./-]+$') {
                    # Typographic quotes end a string, too.
                    $word = "'" + [CodeGeneration]::EscapeSingleQuotedStringContent($name) + "'"
                }
                if (-not $about) { $about = $name }
                [CompletionResult]::new($start + $word, $name, [CompletionResultType]::ParameterValue, $about)
            }
        }
        return
    }

