namespace Owox.Coverage;

/// <summary>Who covers an operation, as operations.csv says.</summary>
/// <param name="Operation">Method and path.</param>
/// <param name="Cmdlets">Our cmdlets that call it.</param>
/// <param name="Ctl">The command of owox-ctl; empty for none.</param>
/// <param name="Client">The method of @owox/api-client; empty for none.</param>
/// <param name="Instead">The operation that our cmdlets call in its place; empty for none.</param>
public sealed record CoverageRow(string Operation, IReadOnlyList<string> Cmdlets, string Ctl, string Client, string Instead)
{
    private const int Fields = 5;

    /// <summary>Whether a cmdlet of ours calls the operation itself.</summary>
    public bool IsTyped => Cmdlets.Count > 0 && Instead.Length == 0;

    /// <summary>Whether one of the two tools of the field calls it.</summary>
    public bool IsTheirs => Ctl.Length > 0 || Client.Length > 0;

    /// <summary>The file in a checkout.</summary>
    public static string PathIn(string repository) => Path.Combine(repository, "tools", "coverage", "operations.csv");

    public static IReadOnlyList<CoverageRow> Read(string path) =>
        [.. File.ReadLines(path).Where(static line => line.Length > 0 && line[0] != '#').Select(Parse)];

    private static CoverageRow Parse(string line)
    {
        var fields = line.Split(',');
        return fields.Length == Fields
            ? new CoverageRow(fields[0], fields[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), fields[2], fields[3], fields[4])
            : throw new InvalidDataException($"A line of operations.csv has {Fields} fields, not {fields.Length}: {line}");
    }
}
