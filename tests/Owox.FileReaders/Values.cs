using System.Globalization;

namespace Owox.FileReaders;

/// <summary>Values of all readers as text: the kind, a colon and the value, independent of the culture.</summary>
internal static class Values
{
    public static string? Text(object? value) => value switch
    {
        null or DBNull => null,
        string text => "s:" + text,
        bool flag => flag ? "b:true" : "b:false",
        DateTime time => "d:" + time.ToString("o", CultureInfo.InvariantCulture),
        double number => "n:" + number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable other => "n:" + other.ToString(null, CultureInfo.InvariantCulture),
        var other => throw new NotSupportedException(other.GetType().FullName),
    };
}
