namespace Owox.PowerShell.Connections;

/// <summary>Signs sessions out on the server that were begun here. Sessions that a browser began stay the browser's.</summary>
internal static class SessionEnd
{
    /// <summary>Signs out all at once, and waits for it no longer than a few seconds.</summary>
    /// <returns>A warning for each session that could not be signed out.</returns>
    public static IReadOnlyList<string> SignOut(IEnumerable<(string Name, OwoxSession Session)> sessions)
    {
        using var limit = new CancellationTokenSource(ModuleTimings.Current.SignOutTimeout);
        var ends = sessions
            .Where(static item => item.Session.IsOpen && item.Session.CanSignOut)
            .Select(item => Task.Run(() => SignOutAsync(item.Name, item.Session, limit.Token)))
            .ToArray();
        return Task.WhenAll(ends).GetAwaiter().GetResult().OfType<string>().ToArray();
    }

    /// <summary>The warning that a session could not be signed out.</summary>
    public static string Warning(string name, string why) =>
        $"The connection '{name}' is closed, but its session could not be signed out on the server, where it expires within 7 days. {why}";

    private static async Task<string?> SignOutAsync(string name, OwoxSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.SignOutAsync(observer: null, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (OwoxException e)
        {
            return Warning(name, e.Message);
        }
        catch (OperationCanceledException)
        {
            return Warning(name, $"{session.Origin} did not answer in time.");
        }
    }
}
