using System.Text;

namespace Owox.Help;

/// <summary>Generates the help of the module. The same pages always result in the same bytes.</summary>
public static class Program
{
    private const string MamlFile = "Owox.PowerShell.dll-Help.xml";

    public static int Main(string[] args)
    {
        if (args.Length != 2)
        {
            Console.Error.WriteLine("Specify the folder of the pages and the folder for the help.");
            return 1;
        }

        try
        {
            Generate(args[0], args[1]);
            return 0;
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static void Generate(string docs, string output)
    {
        Directory.CreateDirectory(output);
        Array.ForEach(Directory.GetFiles(output), File.Delete);
        var pages = Pages(Path.Combine(docs, "cmdlets"), "*.md").Select(static path => CmdletPage.Parse(path, Read(path)));
        Write(Path.Combine(output, MamlFile), MamlDocument.Write(pages));
        foreach (var path in Pages(docs, "about_*.md"))
        {
            Write(Path.Combine(output, Path.GetFileNameWithoutExtension(path) + ".help.txt"), AboutText.Convert(Read(path)));
        }
    }

    private static string[] Pages(string folder, string pattern) =>
        [.. Directory.GetFiles(folder, pattern).OrderBy(Path.GetFileName, StringComparer.Ordinal)];

    private static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    private static void Write(string path, string text) => File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
