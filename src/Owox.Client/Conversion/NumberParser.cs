namespace Owox.Conversion;

/// <summary>Which number a text stands for.</summary>
internal enum NumberKind : byte
{
    /// <summary>None: text stays text.</summary>
    None,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>An exact decimal number.</summary>
    Decimal,
}

/// <summary>Reads numbers that come as text, straight from the bytes: no string is made of them.</summary>
internal static class NumberParser
{
    // So many digits fit into 64 bits, whatever they are.
    private const int MaxDigits = 18;

    /// <summary>The exact number; null if the text has another form or more digits.</summary>
    public static object? Read(ReadOnlySpan<byte> text, NumberKind kind)
    {
        var isNegative = text.Length > 0 && text[0] == (byte)'-';
        var digits = isNegative ? text.Slice(1) : text;
        var point = -1;
        var value = 0L;
        if (digits.Length > MaxDigits + 1)
        {
            return null;
        }

        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[i] - '0';
            if ((uint)digit <= 9)
            {
                value = (value * 10) + digit;
            }
            else if (digits[i] == (byte)'.' && point < 0 && i > 0)
            {
                point = i;
            }
            else
            {
                return null;
            }
        }

        var scale = point < 0 ? 0 : digits.Length - point - 1;
        var count = point < 0 ? digits.Length : digits.Length - 1;
        if (count is 0 or > MaxDigits || (point >= 0 && (scale == 0 || kind == NumberKind.Integer)))
        {
            return null;
        }

        return kind == NumberKind.Integer
            ? (object)(isNegative ? -value : value)
            : new decimal((int)value, (int)(value >> 32), 0, isNegative && value != 0, (byte)scale);
    }
}
