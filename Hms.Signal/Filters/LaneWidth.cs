using System.Runtime.Intrinsics;

namespace Hms.Signal.Filters;

/// <summary>How many channels run at once.</summary>
internal static class LaneWidth
{
    /// <summary>Doubles of the widest vector that this processor has: 8, 4, 2 or 1.</summary>
    public static int Widest { get; } =
        Vector512.IsHardwareAccelerated ? 8 : Vector256.IsHardwareAccelerated ? 4 : Vector128.IsHardwareAccelerated ? 2 : 1;

    /// <summary>Lanes for the next group: the narrowest vector that holds all channels left, at most the widest one.</summary>
    /// <param name="channels">Channels left, at least 1.</param>
    /// <param name="widest">Most lanes.</param>
    public static int For(int channels, int widest)
    {
        var lanes = widest;
        while (lanes > 1 && lanes / 2 >= channels) { lanes /= 2; }
        return lanes;
    }
}
