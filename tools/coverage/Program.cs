using System.Reflection;

namespace Owox.Coverage;

/// <summary>Writes docs/coverage.md. Argument: the server's openapi.json; by default the one beside the checkout, or else in it.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        var repository = typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static m => m.Key == "Repository").Value!;
        var description = arguments.FirstOrDefault() ?? OpenApiFile.PathFor(repository);
        if (!File.Exists(description))
        {
            Console.Error.WriteLine($"There is no {description}: docs/coverage.md stays as it is.");
            return 1;
        }

        var page = CoveragePage.Write(OpenApiFile.Read(description), CoverageRow.Read(CoverageRow.PathIn(repository)));
        File.WriteAllText(Path.Combine(repository, "docs", "coverage.md"), page);
        return 0;
    }
}
