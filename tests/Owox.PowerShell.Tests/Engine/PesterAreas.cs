using Xunit;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>The files of tests/Pester/Api.</summary>
public sealed class ApiPesterTests(PesterSession session) : PesterTests(session)
{
    public static TheoryData<string, string> Files => PesterFiles.In("Api");

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file, string build) => RunAsync(file, build);
}

/// <summary>The files of tests/Pester/ApiKey.</summary>
public sealed class ApiKeyPesterTests(PesterSession session) : PesterTests(session)
{
    public static TheoryData<string, string> Files => PesterFiles.In("ApiKey");

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file, string build) => RunAsync(file, build);
}

/// <summary>The files of tests/Pester/Completion.</summary>
public sealed class CompletionPesterTests(PesterSession session) : PesterTests(session)
{
    public static TheoryData<string, string> Files => PesterFiles.In("Completion");

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file, string build) => RunAsync(file, build);
}

/// <summary>The files of tests/Pester/Connection.</summary>
public sealed class ConnectionPesterTests(PesterSession session) : PesterTests(session)
{
    public static TheoryData<string, string> Files => PesterFiles.In("Connection");

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file, string build) => RunAsync(file, build);
}

/// <summary>The files of tests/Pester/CrossCutting.</summary>
public sealed class CrossCuttingPesterTests(PesterSession session) : PesterTests(session)
{
    public static TheoryData<string, string> Files => PesterFiles.In("CrossCutting");

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file, string build) => RunAsync(file, build);
}

/// <summary>The files of tests/Pester/Examples.</summary>
public sealed class ExamplesPesterTests(PesterSession session) : PesterTests(session)
{
    public static TheoryData<string, string> Files => PesterFiles.In("Examples");

    private protected override bool NeedsPackage => true;

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file, string build) => RunAsync(file, build);
}

/// <summary>The files of tests/Pester/Export.</summary>
public sealed class ExportPesterTests(PesterSession session) : PesterTests(session)
{
    public static TheoryData<string, string> Files => PesterFiles.In("Export");

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file, string build) => RunAsync(file, build);
}

/// <summary>The files of tests/Pester/File.</summary>
public sealed class FilePesterTests(PesterSession session) : PesterTests(session)
{
    public static TheoryData<string, string> Files => PesterFiles.In("File");

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file, string build) => RunAsync(file, build);
}

/// <summary>The files of tests/Pester/Filter.</summary>
public sealed class FilterPesterTests(PesterSession session) : PesterTests(session)
{
    public static TheoryData<string, string> Files => PesterFiles.In("Filter");

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file, string build) => RunAsync(file, build);
}

/// <summary>The files of tests/Pester/Help.</summary>
public sealed class HelpPesterTests(PesterSession session) : PesterTests(session)
{
    public static TheoryData<string, string> Files => PesterFiles.In("Help");

    private protected override bool NeedsPackage => true;

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file, string build) => RunAsync(file, build);
}

/// <summary>The files of tests/Pester/Inventory.</summary>
public sealed class InventoryPesterTests(PesterSession session) : PesterTests(session)
{
    public static TheoryData<string, string> Files => PesterFiles.In("Inventory");

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file, string build) => RunAsync(file, build);
}

/// <summary>The files of tests/Pester/Package.</summary>
public sealed class PackagePesterTests(PesterSession session) : PesterTests(session)
{
    public static TheoryData<string, string> Files => PesterFiles.In("Package");

    private protected override bool NeedsPackage => true;

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file, string build) => RunAsync(file, build);
}

/// <summary>The files of tests/Pester/Run.</summary>
public sealed class RunPesterTests(PesterSession session) : PesterTests(session)
{
    public static TheoryData<string, string> Files => PesterFiles.In("Run");

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file, string build) => RunAsync(file, build);
}

/// <summary>The files of tests/Pester/Secret.</summary>
public sealed class SecretPesterTests(PesterSession session) : PesterTests(session)
{
    public static TheoryData<string, string> Files => PesterFiles.In("Secret");

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file, string build) => RunAsync(file, build);
}
