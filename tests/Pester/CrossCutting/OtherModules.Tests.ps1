# Other modules can load other versions of the same assemblies. Both modules work, regardless of the import order.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -NoImport

    # Loads the compiler that the engine contains.
    Add-Type 'public class LoadsTheCompiler { }'

    # Creates a module that loads an assembly with this name and version and with one type, in its own or in the default load context.
    function New-ConflictingModule([string] $Assembly, [string] $Version, [bool] $Alone) {
        $folder = (New-Item -ItemType Directory -Force (Join-Path $TestDrive "ConflictingModule-$Assembly-$Version")).FullName
        $dll = Join-Path $folder "$Assembly.dll"
        $source = "[assembly: System.Reflection.AssemblyVersion(`"$Version`")] public static class OtherModule { public static string GetAssemblyName() => typeof(OtherModule).Assembly.FullName; }"
        $compilation = [Microsoft.CodeAnalysis.CSharp.CSharpCompilation]::Create($Assembly,
            [Microsoft.CodeAnalysis.SyntaxTree[]]@([Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree]::ParseText($source)),
            [Microsoft.CodeAnalysis.MetadataReference[]]@([Microsoft.CodeAnalysis.MetadataReference]::CreateFromFile([object].Assembly.Location)),
            [Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions]::new('DynamicallyLinkedLibrary'))
        [Microsoft.CodeAnalysis.FileSystemExtensions]::Emit($compilation, $dll).Success | Should -BeTrue
        $load = if ($Alone) { "[System.Runtime.Loader.AssemblyLoadContext]::new('OtherModule').LoadFromAssemblyPath('$dll')" } else { "[System.Reflection.Assembly]::LoadFrom('$dll')" }
        Set-Content (Join-Path $folder 'OtherModule.psm1') "`$assembly = $load`nfunction Get-LoadedAssemblyName { `$assembly.GetType('OtherModule').GetMethod('GetAssemblyName').Invoke(`$null, @()) }"
        Join-Path $folder 'OtherModule.psm1'
    }

    # Commands that use the assemblies of the module: a retry (Polly), and rows and lists (System.Text.Json).
    $work = @'
$id = ($env:OWOX_TEST_SANDBOX | ConvertFrom-Json).dataMarts.orders
$null = Connect-OwoxDataMarts
(Get-OwoxDataMart Orders).Title
(Export-OwoxDataMart $id -Limit 5).Count
'@
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Another module with <assembly> <version>' -ForEach @(
    @{ assembly = 'Polly.Core'; version = '7.0.0.0' }
    @{ assembly = 'Polly.Core'; version = '99.0.0.0' }
    @{ assembly = 'System.Text.Json'; version = '99.0.0.0'; alone = $true }
    @{ assembly = 'System.Text.Json'; version = '4.0.1.0'; alone = $true }
    @{ assembly = 'Owox.Resilience'; version = '99.0.0.0' }
) {
    BeforeAll {
        $otherModule = New-ConflictingModule $assembly $version ([bool]$alone)
    }

    BeforeEach {
        Clear-Sandbox
        Add-Fault 'GET /api/data-marts' status @{ status = 503 }
    }

    It 'works together with this module when it is imported <order>' -ForEach @(
        @{ order = 'first'; script = { "Import-Module '$otherModule'`nImport-Module `$env:OWOX_TEST_MODULE`n$work`nGet-LoadedAssemblyName" } }
        @{ order = 'second'; script = { "Import-Module `$env:OWOX_TEST_MODULE`n$work`nImport-Module '$otherModule'`nGet-LoadedAssemblyName`n$work" } }
    ) {
        $run = Invoke-FreshShell -Bare (& $script) -Environment @{ OWOX_API_KEY = $Sandbox.apiKey }
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $lines = $run.Output.Trim() -split '\r?\n'
        $lines | Should -Contain "$assembly, Version=$version, Culture=neutral, PublicKeyToken=null"
        @($lines -eq 'Orders').Count | Should -BeGreaterThan 0
        @($lines -eq '5').Count | Should -Be @($lines -eq 'Orders').Count
        (Get-SandboxRequest '/api/data-marts').status | Select-Object -First 2 | Should -Be 503, 200
    }
}
