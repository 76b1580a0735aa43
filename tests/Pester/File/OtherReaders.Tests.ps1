# Files are read with other programs and compared with the stream of the server: csv, json and gzip of Python, and sqlite3.


BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $folder = New-Folder

    # Reads a file in the format of its extension. Compares each value, and each number as text, with the stream of the server.
    $script = Join-Path $folder compare.py
    Set-Content -LiteralPath $script -Encoding utf8 @'
import csv, gzip, io, json, sys
kind, path, stream = sys.argv[1:4]
def load(text): return json.loads(text, parse_int=str, parse_float=str, object_pairs_hook=lambda pairs: pairs)
truth = [load(line) for line in open(stream, encoding='utf-8', newline='').read().split('\n')[:-1]]
raw = gzip.open(path).read() if path.endswith('.gz') else open(path, 'rb').read()
text = raw.decode('utf-8')
problems = []
if kind == 'csv':
    rows = list(csv.reader(io.StringIO(text, newline=''), strict=True))
    names = [name for name, _ in truth[0]]
    if rows[0] != names: problems.append('header %r' % rows[0])
    if len(rows) - 1 != len(truth): problems.append('%d rows' % (len(rows) - 1))
    for number, (row, pairs) in enumerate(zip(rows[1:], truth)):
        if len(row) != len(pairs): problems.append('row %d has %d values' % (number, len(row)))
        for got, (name, value) in zip(row, pairs):
            if value is None: same = got == ''
            elif value is True or value is False: same = got == str(value).lower()
            elif isinstance(value, list): same = load(got) == value
            else: same = got == value
            if not same: problems.append('row %d, %s: %r is not %r' % (number, name, got, value))
else:
    rows = load(text) if kind == 'json' else [load(line) for line in text.split('\n')[:-1]]
    if rows != truth: problems.append('not the same')
print('%d rows, %d problems' % (len(truth), len(problems)))
for problem in problems[:5]: print(problem)
'@
    foreach ($mart in 'awkward', 'awkwardValues', 'orders') {
        [System.IO.File]::WriteAllBytes((Join-Path $folder "$mart.stream"), (Get-ServerStream $marts.$mart))
    }
}

AfterAll {
    Remove-Item $folder -Recurse -Force
    Stop-OwoxTest
}

Describe 'A <format> file of <mart><gz>' -ForEach @(
    foreach ($mart in 'awkward', 'awkwardValues', 'orders') {
        foreach ($format in 'csv', 'json', 'ndjson') {
            foreach ($gz in '', '.gz') {
                @{ mart = $mart; format = $format; gz = $gz; rows = @{ awkward = 20; awkwardValues = 15; orders = 5000 }[$mart] }
            }
        }
    }
) {
    It 'contains the same values when Python reads it' {
        if (-not (Get-Command python3 -CommandType Application -ErrorAction Ignore)) {
            Set-ItResult -Skipped -Because 'python3 is not on PATH'
        }

        $path = Join-Path $folder "$mart.$format$gz"
        $null = Export-OwoxDataMart $marts.$mart -Path $path -WarningAction SilentlyContinue
        (& python3 $script $format $path (Join-Path $folder "$mart.stream")) -join "`n" | Should -BeExactly "$rows rows, 0 problems"
    }
}

Describe 'A CSV file' {
    It 'contains the same values when sqlite3 reads it: <mart>' -ForEach @(@{ mart = 'awkwardValues' }, @{ mart = 'orders' }) {
        if (-not (Get-Command sqlite3 -CommandType Application -ErrorAction Ignore)) {
            Set-ItResult -Skipped -Because 'sqlite3 is not on PATH'
        }

        $path = Join-Path $folder "$mart.sqlite.csv"
        $null = Export-OwoxDataMart $marts.$mart -Path $path
        $old = [Console]::OutputEncoding
        [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new()
        try {
            $json = & sqlite3 -cmd '.mode csv' -cmd ".import '$path' t" -cmd '.mode json' :memory: 'select * from t'
        }
        finally {
            [Console]::OutputEncoding = $old
        }

        $read = @($json -join "`n" | ConvertFrom-Json -DateKind String)
        $rows = @(Export-OwoxDataMart $marts.$mart -Raw)
        $read | Should -HaveCount $rows.Count
        $different = for ($i = 0; $i -lt $rows.Count; $i++) {
            foreach ($property in $rows[$i].PSObject.Properties) {
                if (-not (Test-SameValue $read[$i].($property.Name) $property.Value)) {
                    "row $i, $($property.Name): '$($read[$i].($property.Name))' is not '$($property.Value)'"
                }
            }
        }

        $different | Should -BeNullOrEmpty
    }
}
