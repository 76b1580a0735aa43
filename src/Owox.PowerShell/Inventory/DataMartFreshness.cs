using Owox.Redaction;

namespace Owox.PowerShell.Inventory;

/// <summary>Measures when the data of data marts last changed, and writes them. Those of one storage are measured together, so it takes several at a time.</summary>
internal sealed class DataMartFreshness(ConnectionCmdletBase cmdlet)
{
    private const int BatchSize = 50;
    private const int MaxNames = 5;

    private readonly List<DataMart> _waiting = [];

    /// <summary>Adds a data mart, which is written when it was measured.</summary>
    public void Add(DataMart mart)
    {
        _waiting.Add(mart);
        if (_waiting.Count == BatchSize)
        {
            Flush();
        }
    }

    /// <summary>Measures and writes the data marts that wait.</summary>
    public void Flush()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        var marts = _waiting.ToArray();
        _waiting.Clear();
        var unknown = cmdlet.Call((client, cancellationToken) => client.DataMarts.RefreshDataLastUpdatedAsync(marts, cancellationToken));
        if (unknown.Count > 0)
        {
            var names = string.Join(", ", unknown.Take(MaxNames).Select(static mart => $"'{mart.Title}'")) + (unknown.Count > MaxNames ? ", …" : "");
            cmdlet.WriteWarning(ServerTextSanitizer.Sanitize(
                $"The server could not measure when the data of {unknown.Count} of {marts.Length} data marts last changed: {names}. DataLastUpdated is the last known value, or null.", [])!);
        }

        foreach (var mart in marts)
        {
            cmdlet.WriteObject(mart);
        }
    }
}
