using System.Runtime.InteropServices;

namespace Owox.Sandbox.Data;

/// <summary>Neumaier's sum: adding cents up keeps cents.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CompensatedSum(double Sum, double Correction, long Count)
{
    public double Total => Sum + Correction;

    public CompensatedSum Add(double value)
    {
        var sum = Sum + value;
        var lost = Math.Abs(Sum) >= Math.Abs(value) ? Sum - sum + value : value - sum + Sum;
        return new CompensatedSum(sum, Correction + lost, Count + 1);
    }
}
