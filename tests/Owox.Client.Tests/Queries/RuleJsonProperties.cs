using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Owox.Queries;
using Xunit;

namespace Owox.Client.Tests.Queries;

public sealed class RuleJsonProperties
{
    [Fact]
    public void A_filter_with_a_string_is_unchanged_after_writing_and_reading() =>
        Prop.ForAll<string, string>(static (column, value) =>
            {
                var rule = new FilterRule(WithoutSurrogates(column), "eq") { Value = WithoutSurrogates(value) };
                return Read(rule) == rule;
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_filter_with_an_integer_is_unchanged_after_writing_and_reading() =>
        Prop.ForAll<long>(static value => Element(value).GetInt64() == value).QuickCheckThrowOnFailure();

    [Fact]
    public void A_filter_with_a_decimal_is_unchanged_after_writing_and_reading() =>
        Prop.ForAll<decimal>(static value => Element(value).GetDecimal() == value).QuickCheckThrowOnFailure();

    [Fact]
    public void A_filter_with_a_double_has_the_same_bits_after_writing_and_reading() =>
        Prop.ForAll<double>(static value =>
            !double.IsFinite(value) || BitConverter.DoubleToInt64Bits(Element(value).GetDouble()) == BitConverter.DoubleToInt64Bits(value))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_filter_with_a_list_is_unchanged_after_writing_and_reading() =>
        Prop.ForAll<long[]>(static values =>
            Element(values.Select(static v => (object?)v).ToArray())
                .EnumerateArray()
                .Select(static e => e.GetInt64())
                .SequenceEqual(values))
            .QuickCheckThrowOnFailure();

    /// <summary>Removes surrogates, because JSON cannot contain unpaired ones.</summary>
    private static string WithoutSurrogates(string? text) => string.Concat((text ?? "").Where(static c => !char.IsSurrogate(c)));

    private static JsonElement Element(object value)
    {
        using var json = JsonDocument.Parse(RuleJsonWriter.Write([new FilterRule("c", "eq") { Value = value }]));
        return json.RootElement[0].GetProperty("value").Clone();
    }

    private static FilterRule Read(FilterRule rule)
    {
        using var json = JsonDocument.Parse(RuleJsonWriter.Write([rule]));
        var read = json.RootElement[0];
        return new FilterRule(read.GetProperty("column").GetString()!, read.GetProperty("operator").GetString()!)
        {
            Value = read.GetProperty("value").GetString(),
        };
    }
}
