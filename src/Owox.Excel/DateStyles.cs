using SpreadCheetah;
using SpreadCheetah.Styling;

namespace Owox.Excel;

/// <summary>The number formats of dates and times, and the numbers that represent them.</summary>
internal sealed class DateStyles(Spreadsheet book)
{
    // Day 1 is 1900-01-01, and Excel has a day 60, 1900-02-29. Only the days after it have the same number in all programs.
    private static readonly DateTime First = new(1900, 3, 1);
    private static readonly DateTime Zero = new(1899, 12, 30);

    private readonly StyleId _day = Add(book, "yyyy-mm-dd");
    private readonly StyleId _second = Add(book, "yyyy-mm-dd hh:mm:ss");
    private readonly StyleId _millisecond = Add(book, "yyyy-mm-dd hh:mm:ss.000");

    /// <summary>Whether Excel has a number for the date.</summary>
    public static bool IsSupported(DateTime time) => time >= First;

    /// <summary>The cell of a date with or without a time.</summary>
    public StyledCell Cell(DateTime time, bool isDay)
    {
        var style = isDay ? _day : time.Ticks % TimeSpan.TicksPerSecond == 0 ? _second : _millisecond;
        return new StyledCell((time - Zero).Ticks / (double)TimeSpan.TicksPerDay, style);
    }

    private static StyleId Add(Spreadsheet book, string format) => book.AddStyle(new Style { Format = NumberFormat.Custom(format) });
}
