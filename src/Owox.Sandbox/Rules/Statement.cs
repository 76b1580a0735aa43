namespace Owox.Sandbox.Rules;

/// <summary>A query for SQLite: text, bound values and what its result columns mean.</summary>
internal sealed record Statement(string Text, IReadOnlyList<object> Values, IReadOnlyList<OutputColumn> Columns);
