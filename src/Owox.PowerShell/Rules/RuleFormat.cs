namespace Owox.PowerShell.Rules;

/// <summary>How rules of one kind are given.</summary>
/// <param name="What">What a message calls one.</param>
/// <param name="Example">The shortest form, as a message shows it.</param>
/// <param name="Make">Makes a rule of its named parts.</param>
/// <param name="Short">Reads the forms that this kind has besides; null for what is none of them.</param>
internal sealed record RuleFormat<T>(string What, string Example, Func<RuleParts, T> Make, Func<object?, T[]?> Short)
{
    public T Create(RuleParts entry)
    {
        var rule = Make(entry);
        entry.RefuseRest();
        return rule;
    }
}
