using System.Text;
using Owox.Files.Csv;
using Xunit;

namespace Owox.Client.Tests.Files;

public sealed class WhiteSpaceTests
{
    [Fact]
    public void White_space_is_defined_as_in_NET_plus_the_byte_order_mark()
    {
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var c = (char)code;
            if (char.IsSurrogate(c))
            {
                continue;
            }

            var isSpace = char.IsWhiteSpace(c) || c == '\uFEFF';
            var (before, behind, alone) = (Encoding.UTF8.GetBytes(c + "x"), Encoding.UTF8.GetBytes("x" + c), Encoding.UTF8.GetBytes([c]));
            Assert.Equal((isSpace, isSpace, isSpace), (WhiteSpace.IsAtEnds(before), WhiteSpace.IsAtEnds(behind), WhiteSpace.IsAtEnds(alone)));
            Assert.True(!isSpace || (WhiteSpace.MayBegin(before[0]) && WhiteSpace.MayEnd(behind[behind.Length - 1])), $"U+{code:X4}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("x y")]
    [InlineData("🚀")]
    public void Other_text_has_no_white_space_at_its_ends(string text) => Assert.False(WhiteSpace.IsAtEnds(Encoding.UTF8.GetBytes(text)));
}
