using Hms.Signal.Montages;

namespace Hms.Data.Synthetic;

/// <summary>Where the electrodes lie and how a source at a place appears on them.</summary>
internal static class Scalp
{
    /// <summary>Electrodes that see the brain: all but the EKG, which is last.</summary>
    public const int ElectrodeCount = 19;

    // x to the right, y to the front, head radius 1: a flat map of the 10-20 system, in the order of the files.
    private static readonly (double X, double Y)[] Places =
    [
        (-0.31, 0.95), (-0.42, 0.52), (-0.50, 0), (-0.42, -0.52), (-0.81, 0.59), (-1, 0), (-0.81, -0.59), (-0.31, -0.95), (0, 0.5), (0, 0), (0, -0.5),
        (0.31, 0.95), (0.42, 0.52), (0.50, 0), (0.42, -0.52), (0.81, 0.59), (1, 0), (0.81, -0.59), (0.31, -0.95),
    ];

    private static readonly (int First, int Second)[] Pairs =
        [.. Montage.LongitudinalBipolar16.Pairs.Select(pair => (Index(pair.Active), Index(pair.Reference!)))];

    /// <summary>A smooth bump around a place: one weight per electrode.</summary>
    public static double[] Bump(double x, double y, double width) =>
        [.. Places.Select(place => Math.Exp(-(Square(place.X - x) + Square(place.Y - y)) / (2 * width * width)))];

    /// <summary>A bump and its mirror image on the other side.</summary>
    /// <param name="x">Distance from the midline.</param>
    /// <param name="y">Place from back (-1) to front (1).</param>
    /// <param name="width">Width of each bump.</param>
    /// <param name="right">Weight of the right one; the left one has 1.</param>
    public static double[] TwoSided(double x, double y, double width, double right)
    {
        var first = Bump(-x, y, width);
        var second = Bump(x, y, width);
        return [.. first.Select((value, i) => value + right * second[i])];
    }

    /// <summary>Weights scaled so that a source of root mean square 1 has that over the 16 longitudinal bipolar channels.</summary>
    public static double[] Normalise(double[] weights)
    {
        var scale = 1 / Math.Sqrt(BipolarPower(weights));
        return Array.ConvertAll(weights, weight => weight * scale);
    }

    /// <summary>Mean square over the 16 longitudinal bipolar channels of a unit source.</summary>
    public static double BipolarPower(double[] weights) => Pairs.Average(pair => Square(weights[pair.First] - weights[pair.Second]));

    /// <summary>Scales the right side's weights.</summary>
    public static void ScaleRight(double[] weights, double factor)
    {
        for (var i = 0; i < weights.Length; i++) { weights[i] *= Places[i].X > 0 ? factor : Places[i].X < 0 ? 1 / factor : 1; }
    }

    /// <summary>Index of an electrode in the files' order.</summary>
    public static int Index(string name) => Array.IndexOf([.. Electrodes.HmsOrder], name);

    private static double Square(double value) => value * value;
}
