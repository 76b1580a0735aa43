using Owox.Redaction;

namespace Owox.PowerShell.Rows;

/// <summary>Puts into words that a property has another name than its column.</summary>
internal static class RenamedMessage
{
    /// <summary>The message.</summary>
    /// <param name="renamed">The column, or a key of an object in it.</param>
    /// <param name="parent">The column that has the object; null for the column itself.</param>
    public static string Format(RenamedColumn renamed, string? parent)
    {
        var where = parent is null ? "" : $" in the column '{parent}'";
        var (one, two) = parent is null ? ("column", "columns") : ("key", "keys");
        return ServerTextSanitizer.Sanitize(renamed.Reason switch
        {
            RenameReason.Nameless => $"A {one}{where} has no name: it is called '{renamed.Name}' here.",
            RenameReason.Reserved => $"PowerShell uses the name '{renamed.Sent}' itself: the {one}{where} is called '{renamed.Name}' here.",
            RenameReason.Repeated => $"The rows have the key '{renamed.Sent}'{where} more than once: it is called '{renamed.Name}' here.",
            _ => $"Two {two}{where} differ only in case. PowerShell cannot tell them apart: '{renamed.Sent}' is called '{renamed.Name}' here.",
        }, [])!;
    }
}
