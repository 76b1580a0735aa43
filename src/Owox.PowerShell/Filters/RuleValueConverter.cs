using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Numerics;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Rules;

namespace Owox.PowerShell.Filters;

/// <summary>Validates and converts the values of rules.</summary>
internal static class RuleValueConverter
{
    private static readonly HashSet<Type> CastTypes =
    [
        typeof(string), typeof(char), typeof(bool), typeof(byte), typeof(short), typeof(int), typeof(long), typeof(uint), typeof(ulong), typeof(float),
        typeof(double), typeof(decimal), typeof(BigInteger), typeof(DateTime), typeof(DateTimeOffset), typeof(Guid),
    ];

    /// <summary>The remedy for a value of another type.</summary>
    public const string Types = "A value must be a string, number, date or boolean. Use such a property of the object, or convert the object to a string.";

    // More than a rule allows. The limit ends the enumeration of an infinite sequence.
    private const int MaxItems = 100_000;

    /// <summary>Returns the value without PowerShell's wrapper; null for the result of an empty pipeline, DBNull and NullString.</summary>
    public static object? Unwrap(object? value) => PSValue.Unwrap(value) is var plain && plain is PSObject wrapped ? wrapped.BaseObject : plain;

    /// <summary>Returns the items of a list, or null if the value is not a list.</summary>
    public static IEnumerable<object?>? Items(object? given) =>
        Unwrap(given) is IEnumerable list and not (string or IDictionary) ? list.Cast<object?>().Take(MaxItems) : null;

    /// <summary>Returns the value as it is used in rules: null, a string, a number, a Boolean, or a list of these.</summary>
    public static object? Convert(object? given, Ast place) => Items(given) is { } list
        ? list.Select(item => Single(item, place)).ToArray()
        : Single(given, place);

    public static object? Cast(object? value, ConvertExpressionAst ast)
    {
        var type = ast.Type.TypeName.GetReflectionType();
        var single = type is { IsArray: true } ? type.GetElementType() : type;
        if (single is null || !CastTypes.Contains(single))
        {
            throw new FilterSyntaxException(ast, $"{ast.Type.Extent.Text} is not a supported type of a value") { Advice = Types };
        }

        // Only the types that Of supports are converted, so constructors of other types never run.
        var plain = Unwrap(value);
        if (plain is not (DateTime or DateTimeOffset or BigInteger))
        {
            plain = Convert(plain, ast.Child);
        }

        try
        {
            return LanguagePrimitives.ConvertTo(plain, type, CultureInfo.InvariantCulture);
        }
        catch (PSInvalidCastException)
        {
            throw new FilterSyntaxException(ast, $"{ast.Child.Extent.Text} is not a valid {single.Name}") { Advice = "Correct the value." };
        }
    }

    public static object Negated(object? value, UnaryExpressionAst ast) => Unwrap(value) switch
    {
        int number and not int.MinValue => -number,
        long number and not long.MinValue => -number,
        double number => -number,
        decimal number => -number,
        BigInteger number => -number,
        _ => throw new FilterSyntaxException(ast, "a filter does not compute values") { IsValue = true },
    };

    /// <summary>Returns the integers of a range, with at most one more than the maximum.</summary>
    public static object[] Range(object? first, object? last, BinaryExpressionAst ast)
    {
        if (ToInteger(Unwrap(first)) is not { } from || ToInteger(Unwrap(last)) is not { } to)
        {
            throw new FilterSyntaxException(ast, "the bounds of a range must be integers") { IsValue = true };
        }

        var count = Math.Abs(to - from) + 1;
        if (count > Owox.Queries.RuleValidator.MaxListValues)
        {
            throw new FilterSyntaxException(ast, $"a list can have 1 to {Owox.Queries.RuleValidator.MaxListValues} values, but this list has {count}; use -ge and -le instead");
        }

        return Enumerable.Range(0, (int)count).Select(i => (object)(from + (to < from ? -i : i))).ToArray();
    }

    private static object? Single(object? given, Ast place) => Unwrap(given) switch
    {
        null => null,
        string or IConvertible or DateTimeOffset or Guid or BigInteger or SwitchParameter => RuleValue.Normalize(given),
        IFormattable day when RuleValue.IsDay(day) => RuleValue.Normalize(day),
        var other => throw new FilterSyntaxException(place, $"the value has the type {other.GetType().Name}, which is not supported") { Advice = Types },
    };

    private static long? ToInteger(object? value) => value switch
    {
        int number => number,
        long number and > int.MinValue and < int.MaxValue => number,
        _ => null,
    };
}
