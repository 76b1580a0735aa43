using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;
using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell.Commands.Keys;

/// <summary>The base class of cmdlets that list keys of one kind, by name or by ID.</summary>
/// <typeparam name="TKey">The type of the keys in the output.</typeparam>
public abstract class KeyListCmdletBase<TKey> : ConnectionCmdletBase
    where TKey : class
{
    private protected const string NameSet = "Name";
    private protected const string IdSet = "Id";

    private readonly List<string> _ids = [];

    /// <summary>Names, with wildcards, case-insensitive. Default: all.</summary>
    [Parameter(ParameterSetName = NameSet, Position = 0)]
    [ArgumentCompleter(typeof(TitleCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set => Bind(ref field, value); }

    /// <summary>IDs of keys.</summary>
    public abstract string[]? Id { get; set; }

    /// <summary>Only active keys that expire within this time.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [TimeSpanTransformation]
    public TimeSpan? ExpiringWithin { get; set => Bind(ref field, value); }

    /// <summary>The kind of the keys.</summary>
    private protected abstract KeyKind Kind { get; }

    /// <summary>Reads the keys in the order of the output.</summary>
    /// <param name="byId">Whether keys are selected by their IDs.</param>
    private protected abstract IReadOnlyList<TKey> Read(bool byId);

    /// <summary>Adds what was requested to the keys that were selected, before they are written.</summary>
    private protected virtual void AddDetails(IReadOnlyCollection<TKey> keys)
    {
    }

    private protected abstract (string Name, string Id) Identify(TKey key);

    /// <summary>Whether the parameters other than the name select a key.</summary>
    private protected abstract bool IsWanted(TKey key, DateTimeOffset now);

    private protected abstract string NameNotFound(string name);

    private protected abstract string IdNotFound(string id);

    /// <summary>Reports an error before any prompt or request if the connection uses an API key.</summary>
    private protected override void Prepare() => InvokeTerminating(Connection, () => Kind.RequireMember());

    private protected override void ProcessInput() => _ids.AddRange(Id ?? []);

    private protected override void Complete() => InvokeTerminating(Connection, () =>
    {
        var keys = Read(byId: _ids.Count > 0);
        if (_ids.Count > 0)
        {
            AddDetails([.. keys.Where(key => _ids.Contains(Identify(key).Id, StringComparer.Ordinal))]);
            WriteByIds(keys);
            return;
        }

        var names = new WildcardFilter(Name);
        var now = DateTimeOffset.UtcNow;
        TKey[] wanted = [.. names.Choose(keys, key => Identify(key).Name, key => Identify(key).Id, key => IsWanted(key, now))];
        AddDetails(wanted);
        WriteObject(wanted, enumerateCollection: true);
        foreach (var name in names.Unmatched)
        {
            WriteNotFound(NameNotFound(name), name);
        }
    });

    private void WriteByIds(IReadOnlyList<TKey> keys)
    {
        foreach (var id in _ids)
        {
            if (keys.FirstOrDefault(key => Identify(key).Id == id) is { } key)
            {
                WriteObject(key);
            }
            else
            {
                WriteNotFound(IdNotFound(id), id);
            }
        }
    }
}
