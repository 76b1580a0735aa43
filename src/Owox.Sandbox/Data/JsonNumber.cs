namespace Owox.Sandbox.Data;

/// <summary>Numbers in the spelling of JavaScript, which differs from .NET's for very large and very small ones.</summary>
internal static class JsonNumber
{
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
        {
            return "null";
        }

        if (value == 0)
        {
            return "0";
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        return exponentAt < 0 ? text : WithExponent(text, exponentAt);
    }

    private static string WithExponent(string text, int exponentAt)
    {
        var exponent = int.Parse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = text[..exponentAt];
        if (exponent is < -6 or >= 21)
        {
            return $"{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}";
        }

        var sign = mantissa[0] == '-' ? "-" : string.Empty;
        var digits = mantissa.TrimStart('-').Replace(".", string.Empty, StringComparison.Ordinal);
        return exponent < 0
            ? $"{sign}0.{new string('0', -exponent - 1)}{digits}"
            : sign + digits.PadRight(exponent + 1, '0');
    }
}
