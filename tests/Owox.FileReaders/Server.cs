using System.Reflection;
using System.Text.Json;

namespace Owox.FileReaders;

/// <summary>
/// Runs many requests in one process. A request is one line: the arguments of this program as a JSON array in base64. The response is one
/// line of JSON with the lines of its output (<c>lines</c>) or the exception (<c>error</c>). It ends when the input ends.
/// </summary>
internal static class Server
{
    public static void Run()
    {
        var output = Console.Out;
        while (Console.ReadLine() is { } request)
        {
            using var lines = new StringWriter();
            Console.SetOut(lines);
            object response;
            try
            {
                Assembly.GetExecutingAssembly().EntryPoint!.Invoke(null, [JsonSerializer.Deserialize<string[]>(Convert.FromBase64String(request))]);
                response = new { lines = lines.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries) };
            }
            catch (TargetInvocationException e)
            {
                response = new { error = $"{e.InnerException}" };
            }

            output.WriteLine(JsonSerializer.Serialize(response));
            output.Flush();
        }
    }
}
