namespace Owox;

/// <summary>A column that has another name in objects than the server sent.</summary>
/// <param name="Sent">The name as it was sent.</param>
/// <param name="Name">The name in objects.</param>
/// <param name="Reason">Why it had to change.</param>
public sealed record RenamedColumn(string Sent, string Name, RenameReason Reason);

/// <summary>Why a column has another name in objects.</summary>
public enum RenameReason
{
    /// <summary>It has none.</summary>
    Nameless,

    /// <summary>PowerShell uses the name itself.</summary>
    Reserved,

    /// <summary>The same key comes more than once in a row.</summary>
    Repeated,

    /// <summary>Another name differs from it only in case.</summary>
    DiffersInCase,
}
