namespace Owox.Sandbox.Hosting;

internal static class StandardInput
{
    /// <summary>Calls back once standard input is at its end: whoever started the sandbox is gone.</summary>
    public static void WhenClosed(Action closed)
    {
        // A thread of its own: a blocked read of a pipe must not hold one of the pool's.
        var reader = new Thread(() => ReadToEnd(closed)) { IsBackground = true, Name = "standard input" };
        reader.Start();
    }

    private static void ReadToEnd(Action closed)
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (input.Read(buffer, 0, buffer.Length) > 0)
        {
        }

        closed();
    }
}
