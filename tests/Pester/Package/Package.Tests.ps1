# The published files: their content, their metadata, and that the same source gives the same bytes.

BeforeDiscovery {
    $resourceGet = [bool](Get-Module -ListAvailable Microsoft.PowerShell.PSResourceGet)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1'), (Join-Path $PSScriptRoot '../Support/Package.psm1')
    Start-OwoxTest -NoImport
    Initialize-TestPackage
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../../..')).ProviderPath
    $package = $env:OWOX_TEST_PACKAGE
    $module = Join-Path $package 'Owox'
    $manifest = & (Join-Path $root 'build/Read-Manifest.ps1') -Path (Join-Path $module 'Owox.psd1')
    $version = $manifest.ModuleVersion
    $nupkg = Join-Path $package "Owox.$version.nupkg"
    $zip = Join-Path $package "Owox.$version.zip"
    $bill = Get-Content (Join-Path $package "Owox.$version.cdx.json") -Raw | ConvertFrom-Json
    $places = Get-RelativePath $module
    $foreign = $places.Where({ $_ -like '*.dll' -and $_ -notmatch '(^|/)Owox\.\w+\.dll$' })
    $nuspec = [xml](Get-ArchiveText $nupkg 'Owox.nuspec')
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The published files' {
    It 'are a package, a zip archive, symbols and a bill of materials, with their checksums' {
        (Get-ChildItem $package -File).Name | Sort-Object -Culture '' | Should -Be "Owox.$version.cdx.json", "Owox.$version.nupkg", "Owox.$version.symbols.zip", "Owox.$version.zip", 'SHA256SUMS'
        $sums = Get-Content (Join-Path $package 'SHA256SUMS')
        $sums.Count | Should -Be 4
        foreach ($line in $sums) {
            $sum, $name = $line -split '  '
            (Get-FileHash (Join-Path $package $name)).Hash | Should -Be $sum
        }
    }

    It 'contain only the module, in the package and in the zip archive' {
        Get-ArchiveName $nupkg | Should -Be $places
        Get-ArchiveName $zip | Should -Be $places.ForEach({ "Owox/$version/$_" })
    }

    It 'have the version of the manifest' {
        $nuspec.package.metadata.version | Should -Be $version
        $bill.metadata.component.version | Should -Be $version
        [regex]::Match((Get-Content (Join-Path $root 'CHANGELOG.md') -Raw), '(?m)^## \[?([\w.]+)').Groups[1].Value | Should -BeIn 'Unreleased', $version
        foreach ($place in $places -match '(^|/)Owox\.\w+\.dll$') {
            $info = [System.Diagnostics.FileVersionInfo]::GetVersionInfo((Join-Path $module $place))
            $info.ProductVersion | Should -Be $version -Because $place
            $info.FileVersion | Should -Be "$version.0" -Because $place
        }
    }

    # Without the libraries of workbooks and Parquet files, they were 1.7 MB and 5.0 MB.
    It 'are small: less than 3.5 MB to download, and less than 10 MB on disk' {
        (Get-Item $nupkg).Length | Should -BeLessThan 3.5MB
        (Get-Item $zip).Length | Should -BeLessThan 3.5MB
        (Get-ChildItem $module -Recurse -File | Measure-Object Length -Sum).Sum | Should -BeLessThan 10MB
    }
}

Describe 'The files of the module' {
    It 'are exactly the required files' {
        $about = (Get-ChildItem (Join-Path $root 'docs/about_*.md')).BaseName.ForEach({ "en-US/$_.help.txt" })
        $own = foreach ($folder in 'net8.0', 'netstandard2.0') { "$folder/Owox.Client.dll", "$folder/Owox.PowerShell.dll" }
        $expected = @('LICENSE.txt', 'THIRD-PARTY-NOTICES.txt', 'Owox.psd1', 'en-US/Owox.PowerShell.dll-Help.xml') + $manifest.FormatsToProcess + $manifest.TypesToProcess +
            $about + $own + @('Owox.Resilience', 'Owox.TimeZones', 'Owox.Excel', 'Owox.Parquet').ForEach({ "net8.0/dependencies/$_.dll"; if ($_ -ne 'Owox.Parquet') { "netstandard2.0/$_.dll" } }) + $foreign
        $places | Should -Be ($expected | Sort-Object -Culture '')
    }

    It 'contain only assemblies that another assembly references: <_>' -ForEach 'net8.0', 'netstandard2.0' {
        $there = @{}
        Get-ChildItem (Join-Path $module $_) -Recurse -Filter *.dll | ForEach-Object { $there[$_.BaseName] = $_.FullName }

        # The manifest references the first assembly, which loads the other Owox assemblies by name.
        $referenced = [System.Collections.Generic.HashSet[string]]::new([string[]]('Owox.PowerShell', 'Owox.Resilience', 'Owox.TimeZones', 'Owox.Excel', 'Owox.Parquet').Where({ $there.ContainsKey($_) }))
        $open = [System.Collections.Generic.Queue[string]]::new($referenced)
        while ($open.Count) {
            foreach ($name in @(Get-AssemblyReference $there[$open.Dequeue()]).Where({ $there.ContainsKey($_) })) {
                if ($referenced.Add($name)) { $open.Enqueue($name) }
            }
        }

        $there.Keys | Sort-Object | Should -Be ($referenced | Sort-Object)
    }

    It 'contain no scripts: only the manifest and the views are subject to the execution policy' {
        $places.Where({ $_ -match '\.(ps1|psm1|psd1|ps1xml|cdxml|psc1|pssc|psrc|bat|cmd|vbs|js|sh|exe|com|msi)$' }) | Should -Be 'Owox.Format.ps1xml', 'Owox.psd1', 'Owox.Types.ps1xml'
    }

    It 'contain the license and the notices of all third parties' {
        Get-Content (Join-Path $module 'LICENSE.txt') -Raw | Should -BeExactly (Get-Content (Join-Path $root 'LICENSE') -Raw)
        $notices = Get-Content (Join-Path $module 'THIRD-PARTY-NOTICES.txt') -Raw
        [string[]]$named = [regex]::Matches($notices, '(?m)^(?:(?:(?:Polly|System|Microsoft)\.[\w.]+|TimeZoneConverter|SpreadCheetah|Parquet\.Net|CommunityToolkit\.HighPerformance|Snappier|ZstdSharp\.Port),?\s)+(?=https://)').Value -split '[,\s]+' -ne ''
        $named | Sort-Object | Should -Be ($bill.components.name | Sort-Object)
    }
}

Describe 'The bill of materials' {
    It 'lists all assemblies of the package with their hashes' {
        $listed = @($bill.components.components)
        $listed.name | Sort-Object -Culture '' | Should -Be ($foreign | Sort-Object -Culture '')
        $own = @($bill.metadata.component.components)
        $own.name | Should -Be ($places -match '(^|/)Owox\.\w+\.dll$')
        foreach ($file in $listed + $own) {
            (Get-FileHash (Join-Path $module $file.name)).Hash | Should -Be $file.hashes.content -Because $file.name
        }
    }

    # The required and the known properties of the CycloneDX 1.5 schema, and their formats.
    It 'has the properties that CycloneDX requires, and no unknown properties' {
        $bill.bomFormat, $bill.specVersion, $bill.version | Should -Be 'CycloneDX', '1.5', 1
        $bill.PSObject.Properties.Name | Sort-Object | Should -Be 'bomFormat', 'components', 'dependencies', 'metadata', 'specVersion', 'version'
        $all = @($bill.metadata.component) + $bill.metadata.component.components + $bill.components + $bill.components.components
        $known = 'type', 'bom-ref', 'author', 'name', 'version', 'scope', 'hashes', 'licenses', 'copyright', 'purl', 'components'
        foreach ($component in $all) {
            $component.type | Should -BeIn 'library', 'file'
            $component.name | Should -Not -BeNullOrEmpty
            $component.PSObject.Properties.Name.Where({ $_ -notin $known }) | Should -BeNullOrEmpty
            $component.PSObject.Properties.Where({ "$($_.Value)" -eq '' }).Name | Should -BeNullOrEmpty -Because $component.name
            foreach ($hash in $component.hashes) { $hash.content | Should -Match $(if ($hash.alg -eq 'SHA-256') { '^[0-9a-f]{64}$' } else { '^[0-9a-f]{128}$' }) }
        }

        ($all.'bom-ref' | Sort-Object -Unique).Count | Should -Be $all.Count
        ($bill.dependencies.ref | Sort-Object -Unique).Count | Should -Be $bill.dependencies.Count
    }

    It 'contains the version, license and hash of each restored package' {
        $cache = (Get-Content (Join-Path $root 'src/Owox.PowerShell/obj/project.assets.json') -Raw | ConvertFrom-Json).project.restore.packagesPath
        $bill.components.Count | Should -BeGreaterThan 5
        foreach ($component in $bill.components) {
            $folder = Join-Path $cache "$($component.name)/$($component.version)".ToLowerInvariant()
            $component.licenses.expression | Should -BeIn 'MIT', 'BSD-3-Clause' -Because $component.name
            $component.purl | Should -Be "pkg:nuget/$($component.name)@$($component.version)"
            $component.hashes.content | Should -Be (Get-FileHash "$folder/*.nupkg" -Algorithm SHA512).Hash -Because $component.name
        }
    }

    It 'lists dependencies only between its components' {
        $known = @($bill.components.'bom-ref') + $bill.metadata.component.'bom-ref'
        $bill.dependencies.ref | Sort-Object | Should -Be ($known | Sort-Object)
        @($bill.dependencies.dependsOn).Where({ $_ -notin $known }) | Should -BeNullOrEmpty
        $bill.dependencies.Where({ $_.ref -like '*/Polly.Core@*' }).dependsOn | Should -Not -BeNullOrEmpty
    }

    It 'is not written if an assembly has an unknown origin' {
        $copy = Join-Path $TestDrive 'Owox'
        Copy-Item $module $copy -Recurse
        Copy-Item (Join-Path $copy 'net8.0/dependencies/Polly.Core.dll') (Join-Path $copy 'net8.0/Stray.dll')
        $build = @('Owox.PowerShell', 'Owox.Resilience', 'Owox.TimeZones', 'Owox.Excel', 'Owox.Parquet').ForEach({ Join-Path $root "src/$_/bin/Release" })
        { & (Join-Path $root 'build/New-Sbom.ps1') -ModulePath $copy -BuildPath $build -PackageFolder $TestDrive -Path (Join-Path $TestDrive bill.json) } |
            Should -Throw '*Stray.dll does not belong to a package of the build.'
    }
}

Describe 'The package for the Gallery' {
    It 'has the same metadata as a package of the tool of the Gallery' -Skip:(-not $resourceGet) {
        Compress-PSResource -Path $module -DestinationPath $TestDrive
        $theirs = [xml](Get-ArchiveText (Join-Path $TestDrive "Owox.$version.nupkg") 'Owox.nuspec')
        $packageMetadata = $nuspec.package.metadata
        $nuspec.package.NamespaceURI | Should -Be $theirs.package.NamespaceURI
        foreach ($element in $theirs.package.metadata.ChildNodes.Where({ $_.Name -ne 'tags' })) {
            $packageMetadata[$element.Name].InnerText | Should -BeExactly $element.InnerText -Because $element.Name
        }

        $packageMetadata.ChildNodes.Name | Sort-Object | Should -Be ($theirs.package.metadata.ChildNodes.Name | Sort-Object)
        ($theirs.package.metadata.tags -split ' ').Where({ $_ -notin ($packageMetadata.tags -split ' ') }) | Should -BeNullOrEmpty
        Get-ArchiveName $nupkg | Should -Be (Get-ArchiveName (Join-Path $TestDrive "Owox.$version.nupkg"))
    }

    It 'contains the information that the Gallery displays' {
        foreach ($field in 'authors', 'description', 'releaseNotes', 'copyright') {
            $nuspec.package.metadata.$field | Should -Match '^\S.{10,}' -Because $field
        }

        $nuspec.package.metadata.licenseUrl | Should -Match '^https://'
    }

    It 'has tags for the editions and for each cmdlet' {
        $tags = $nuspec.package.metadata.tags -split ' '
        $tags | Should -Contain 'PSModule'
        $tags | Should -Contain 'PSIncludes_Cmdlet'
        $manifest.CompatiblePSEditions.ForEach({ "PSEdition_$_" }).Where({ $_ -notin $tags }) | Should -BeNullOrEmpty
        $tags -like 'PSCmdlet_*' | Should -Be $manifest.CmdletsToExport.ForEach({ "PSCmdlet_$_" })
        $tags -like 'PSCommand_*' | Should -Be $manifest.CmdletsToExport.ForEach({ "PSCommand_$_" })
        ($tags | Sort-Object -Unique).Count | Should -Be $tags.Count
    }

    It 'is not created if its tags are too long for the Gallery' {
        $long = Join-Path $TestDrive 'Long.psd1'
        Set-Content $long ("@{ ModuleVersion = '1.0'; CmdletsToExport = @('" + ((1..120).ForEach({ "Get-OwoxSomethingLong$_" }) -join "','") + "'); PrivateData = @{ PSData = @{ Tags = 'a' } } }")
        { & (Join-Path $root 'build/New-Nuspec.ps1') -ManifestPath $long } | Should -Throw 'The tags have * characters. The Gallery accepts at most 4000.'
    }
}

Describe 'Symbols' {
    It 'match the assemblies of the package' {
        $folder = Join-Path $TestDrive 'symbols'
        Expand-Archive (Join-Path $package "Owox.$version.symbols.zip") $folder
        Get-RelativePath $folder | Should -Be ($places.Where({ $_ -match '(^|/)Owox\.\w+\.dll$' }) -replace 'dll$', 'pdb')
        foreach ($place in Get-RelativePath $folder) {
            $reader = [System.Reflection.PortableExecutable.PEReader]::new([System.IO.File]::OpenRead((Join-Path $module ($place -replace 'pdb$', 'dll'))))
            $provider = [System.Reflection.Metadata.MetadataReaderProvider]::FromPortablePdbStream([System.IO.File]::OpenRead((Join-Path $folder $place)))
            $entry = $reader.ReadDebugDirectory().Where({ $_.Type -eq 'CodeView' })[0]
            $noted = $reader.ReadCodeViewDebugDirectoryData($entry)
            [guid][byte[]]($provider.GetMetadataReader().DebugMetadataHeader.Id[0..15]) | Should -Be $noted.Guid -Because $place
            $noted.Path | Should -BeLike '/_/src/*'
            $reader.Dispose()
            $provider.Dispose()
        }
    }
}

Describe 'New-Package.ps1' {
    It 'creates the same bytes from a copy of the sources in another folder' {
        $copy = Join-Path $TestDrive 'elsewhere'
        $null = New-Item -ItemType Directory $copy
        foreach ($name in 'build', 'docs', 'module', 'Directory.Build.props', 'Directory.Packages.props', 'global.json', 'LICENSE', '.editorconfig') {
            Copy-Item (Join-Path $root $name) $copy -Recurse
        }

        foreach ($file in (Get-ChildItem (Join-Path $root 'src/Owox.Client'), (Join-Path $root 'src/Owox.Resilience'), (Join-Path $root 'src/Owox.TimeZones'), (Join-Path $root 'src/Owox.Excel'), (Join-Path $root 'src/Owox.Parquet'), (Join-Path $root 'src/Owox.PowerShell'), (Join-Path $root 'tools/help') -Recurse -File).Where({ $_.FullName -notmatch '[\\/](bin|obj)[\\/]' })) {
            $target = Join-Path $copy ([System.IO.Path]::GetRelativePath($root, $file.FullName))
            $null = New-Item -ItemType Directory (Split-Path $target) -Force
            Copy-Item $file.FullName $target
        }

        # Analyzers do not change the output.
        $cache = (Get-Content (Join-Path $root 'src/Owox.PowerShell/obj/project.assets.json') -Raw | ConvertFrom-Json).project.restore.packagesPath
        $run = Invoke-FreshShell -Seconds 900 -Bare "& '$copy/build/New-Package.ps1' | Out-Null" -Environment @{ RunAnalyzers = 'false'; UseSharedCompilation = 'false'; MSBUILDDISABLENODEREUSE = '1'; NUGET_PACKAGES = $cache }
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0 -Because $run.Output
        Get-Content (Join-Path $copy 'out/package/SHA256SUMS') | Should -Be (Get-Content (Join-Path $package 'SHA256SUMS'))
    }

    It 'does not empty a folder that contains other files' {
        $folder = Join-Path $TestDrive 'mine'
        $null = New-Item -ItemType Directory $folder
        Set-Content (Join-Path $folder 'thesis.txt') x
        { & (Join-Path $root 'build/New-Package.ps1') -OutputFolder $folder } | Should -Throw "*contains other files: thesis.txt."
        Join-Path $folder 'thesis.txt' | Should -Exist
    }
}
