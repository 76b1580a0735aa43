namespace Owox.Rows.Reading;

/// <summary>Takes the lines of a stream as they are read.</summary>
internal interface ILineBlockConsumer
{
    /// <summary>Takes all whole lines that have come.</summary>
    /// <param name="lines">They; their bytes are good until the method returns.</param>
    /// <param name="rows">Is raised by each line that was taken, so that a fault's place is known.</param>
    /// <exception cref="FormatException">A line is not a row; the message says why, without quoting it.</exception>
    void OnLines(LineBuffer lines, ref long rows);
}
