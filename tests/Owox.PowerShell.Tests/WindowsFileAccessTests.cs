using Owox.PowerShell.Secrets.Stores;
using Xunit;

namespace Owox.PowerShell.Tests;

/// <summary>The decision about access control lists of Windows, from their text form.</summary>
public sealed class WindowsFileAccessTests
{
    private const string Me = "S-1-5-21-1-2-3-1001";

    [Theory]
    [InlineData("O:" + Me + "D:(A;;FA;;;" + Me + ")")]
    [InlineData("O:BAG:BAD:PAI(A;;FA;;;SY)(A;;FA;;;BA)(A;;FR;;;" + Me + ")")]
    [InlineData("O:SYG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;S-1-5-32-544)")]
    [InlineData("O:" + Me + "D:(D;;FA;;;WD)(A;;FA;;;" + Me + ")")]
    [InlineData("O:" + Me + "D:(A;OICIIO;FA;;;WD)(A;;FA;;;" + Me + ")")]
    [InlineData("O:" + Me + "D:")]
    public void AcceptsAFileOfThisAccount(string descriptor) => Assert.Null(WindowsFileAccess.Exposure(descriptor, Me));

    [Theory]
    [InlineData("O:" + Me + "D:(A;;FA;;;" + Me + ")(A;;FR;;;WD)", "Everyone")]
    [InlineData("O:" + Me + "D:(A;;FA;;;" + Me + ")(A;ID;0x1200a9;;;BU)", "Users")]
    [InlineData("O:" + Me + "D:(A;;0x1301bf;;;AU)", "Authenticated Users")]
    [InlineData("O:" + Me + "D:(A;;FR;;;S-1-5-21-1-2-3-1002)", "the account S-1-5-21-1-2-3-1002")]
    [InlineData("O:" + Me + "D:(XA;;FX;;;WD;(@User.Title==\"PM\"))", "Everyone")]
    [InlineData("O:S-1-5-21-1-2-3-1002G:BAD:(A;;FA;;;" + Me + ")", "its owner is another account")]
    [InlineData("D:(A;;FA;;;" + Me + ")", "its owner is another account")]
    [InlineData("O:" + Me + "D:NO_ACCESS_CONTROL", "no access control list")]
    [InlineData("O:" + Me, "no access control list")]
    public void RejectsAFileThatOthersCanUse(string descriptor, string reason) =>
        Assert.Contains(reason, WindowsFileAccess.Exposure(descriptor, Me), StringComparison.Ordinal);
}
