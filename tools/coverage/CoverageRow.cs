namespace Owox.Coverage;

/// <summary>A row of operations.csv: the cmdlets and the commands of other tools that call an operation.</summary>
/// <param name="Operation">The method and the path.</param>
/// <param name="Cmdlets">The cmdlets that call it.</param>
/// <param name="Ctl">The command of owox-ctl, or an empty string.</param>
/// <param name="Client">The method of @owox/api-client, or an empty string.</param>
/// <param name="Instead">The operation that the cmdlets call instead, or an empty string.</param>
public sealed record CoverageRow(string Operation, IReadOnlyList<string> Cmdlets, string Ctl, string Client, string Instead)
{
    private const int Fields = 5;

    /// <summary>Whether a cmdlet calls the operation itself.</summary>
    public bool IsTyped => Cmdlets.Count > 0 && Instead.Length == 0;

    /// <summary>Whether owox-ctl or @owox/api-client calls it.</summary>
    public bool IsTheirs => Ctl.Length > 0 || Client.Length > 0;

    /// <summary>Returns the path of the file in a clone of the repository.</summary>
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
