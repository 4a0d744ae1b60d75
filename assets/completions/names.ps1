    # Completes what the program knows by name: it reads its own files, and no network.
    $options = @{
@OPTIONS@
    }
    $arguments = @{
@ARGUMENTS@
    }
    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($_ -is [StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text } })
    $path = @()
    $settings = @()
    for ($at = 1; $at -lt $words.Count; $at++) {
        if ($words[$at] -cin '--profile', '--config', '--data-dir' -and $at + 1 -lt $words.Count) {
            $settings += $words[$at], $words[++$at]
        } elseif ($words[$at] -ceq '--sandbox') {
            $settings += '--sandbox'
        } elseif (-not $words[$at].StartsWith('-')) {
            $path += $words[$at]
        }
    }
    $typed = $wordToComplete.Trim('"', "'")
    $start = ''
    $kind = $options[$words[-1]]
    if (-not $kind -and $typed -match '^(--[a-z-]+)=(.*)$' -and $options[$Matches[1]]) {
        $kind = $options[$Matches[1]]
        $start = $Matches[1] + '='
        $typed = $Matches[2].Trim('"', "'")
    }
    if (-not $kind -and -not $typed.StartsWith('-')) {
        $kind = $arguments[$path -join ' ']
    }
    if ($kind) {
        chatquill names $kind @settings 2>$null | ForEach-Object {
            $name, $about = $_ -split "`t", 2
            if ($name.StartsWith($typed, [StringComparison]::OrdinalIgnoreCase)) {
                $word = if ($name -match '^[\w./-]+$') { $name } else { "'" + $name.Replace("'", "''") + "'" }
                if (-not $about) { $about = $name }
                [CompletionResult]::new($start + $word, $name, [CompletionResultType]::ParameterValue, $about)
            }
        }
        return
    }

