using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>
/// A part of a script block that the rules of the server do not support. The compiler catches it and reports an error with the position.
/// </summary>
internal sealed class FilterSyntaxException : Exception
{
    public FilterSyntaxException(Ast place, string what)
        : base(what) => Position = place;

    /// <summary>The part of the script block that is not supported.</summary>
    public Ast Position { get; }

    /// <summary>The replacement for <see cref="Replaced"/>, if one is known.</summary>
    public string? Instead { get; init; }

    /// <summary>The part that <see cref="Instead"/> replaces. Default: the part that is not supported.</summary>
    public Ast Replaced { get => field ?? Position; init; }

    /// <summary>The remedy if no part of the text can be replaced.</summary>
    public string? Advice { get; init; }

    /// <summary>Whether the part is a value that can be computed before the filter and stored in a variable.</summary>
    public bool IsValue { get; init; }
}
