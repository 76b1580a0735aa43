using System.Reflection;
using Owox.Coverage.Comparison;

namespace Owox.Coverage;

/// <summary>Writes docs/coverage.md. With the argument "compare", compares another API description with the newest known one.</summary>
internal static class Program
{
    private static readonly string Repository =
        typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static m => m.Key == "Repository").Value!;

    public static int Main(string[] arguments)
    {
        try
        {
            switch (arguments)
            {
                case []:
                    File.WriteAllText(Path.Combine(Repository, "docs", "coverage.md"), CoveragePage.Write(Repository));
                    return 0;
                case ["compare", var newer]:
                    return Compare(OpenApiFile.PathFor(Repository, OpenApiFile.Versions[^1]), newer);
                case ["compare", var newer, var older]:
                    return Compare(older, newer);
                default:
                    Console.Error.WriteLine("Usage: no arguments, or: compare <newer.json> [<older.json>]");
                    return 2;
            }
        }
        catch (InvalidDataException problem)
        {
            Console.Error.WriteLine(problem.Message);
            return 1;
        }
    }

    private static int Compare(string older, string newer)
    {
        Console.Out.Write(ComparisonText.Write(ApiComparison.Compare(older, newer), CoverageRow.Read(CoverageRow.PathIn(Repository))));
        return 0;
    }
}
