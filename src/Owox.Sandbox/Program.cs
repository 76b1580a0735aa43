namespace Owox.Sandbox; internal static class Program { public static void Main() { } }
