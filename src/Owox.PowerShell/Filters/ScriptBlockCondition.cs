using System.Management.Automation;
using System.Management.Automation.Language;

namespace Owox.PowerShell.Filters;

/// <summary>Finds the single condition of a script block.</summary>
internal static class ScriptBlockCondition
{
    public static ExpressionAst Read(ScriptBlock block) => Read(block.Ast as ScriptBlockAst ?? ((FunctionDefinitionAst)block.Ast).Body);

    public static ExpressionAst Read(ScriptBlockAst body)
    {
        if (body.ParamBlock is not null || body.DynamicParamBlock is not null || body.BeginBlock is not null || body.ProcessBlock is not null || body.EndBlock is not { Traps: null } end)
        {
            throw new FilterSyntaxException(body, "a filter is one condition and cannot contain param, begin or process");
        }

        var condition = end.Statements.Count == 1 ? FilterAst.Expression(end.Statements[0]) : null;
        return condition ?? throw Statements(body, end);
    }

    private static FilterSyntaxException Statements(ScriptBlockAst body, NamedBlockAst end) => end.Statements switch
    {
        { Count: 0 } => new FilterSyntaxException(body, "the block is empty; a filter is a condition such as $_.revenue -gt 100"),
        { Count: 1 } one => Statement(one[0]),
        var several when several.All(static statement => FilterAst.Expression(statement) is not null) => new FilterSyntaxException(several[1], "a filter is one condition, but this is a second condition")
        {
            Instead = FilterAst.Join(several.Select(static statement => FilterAst.Expression(statement)!)),
        },
        var several => new FilterSyntaxException(several[0], "a filter is one condition and does not run statements"),
    };

    private static FilterSyntaxException Statement(StatementAst statement) => statement switch
    {
        AssignmentStatementAst { Operator: TokenKind.Equals } assignment when FilterAst.MentionsRow(assignment.Left) => new FilterSyntaxException(assignment, "= assigns a value; -eq compares")
        {
            Instead = $"{assignment.Left.Extent.Text} -eq {assignment.Right.Extent.Text.TrimStart('=', ' ')}",
        },
        ReturnStatementAst { Pipeline: { } pipeline } => new FilterSyntaxException(statement, "a filter is a condition without return") { Instead = pipeline.Extent.Text },
        PipelineAst { PipelineElements: { Count: 1 } elements } when elements[0] is CommandAst command =>
            new FilterSyntaxException(command, $"{command.CommandElements[0].Extent.Text} is interpreted as a command, which a filter does not run; write a column as $_.name"),
        PipelineAst { PipelineElements: { Count: 1 } elements } when Redirected(elements[0]) is { } instead =>
            new FilterSyntaxException(statement, "> redirects output to a file; use -gt to compare") { Instead = instead },
        PipelineAst => new FilterSyntaxException(statement, "a filter is one condition and does not run pipelines"),
        _ when statement.GetType().Name == "PipelineChainAst" => new FilterSyntaxException(statement, "&& and || combine commands; use -and to combine conditions"),
        _ => new FilterSyntaxException(statement, "a filter is one condition and does not run statements"),
    };

    // $_.revenue > 100 would write the column to a file named 100.
    private static string? Redirected(CommandBaseAst element) =>
        element is CommandExpressionAst { Expression: MemberExpressionAst column, Redirections: { Count: 1 } redirections }
        && redirections[0] is FileRedirectionAst { Append: false } file && FilterAst.IsRow(column.Expression)
            ? $"{column.Extent.Text} -gt {file.Location.Extent.Text}"
            : null;
}
