using System.Globalization;
using Hms.Tuning.Analysis;
using ScottPlot;

namespace Hms.Experiments.Reporting.Studies;

/// <summary>Where the values of a parameter lie in a picture: logarithms to base 10 for an axis by order of magnitude, indices for choices.</summary>
internal sealed class FigureAxis(ParameterAxis axis)
{
    private const int LongestLabel = 18;
    private const int MostDecades = 7;

    /// <summary>Name for the axis; the last part of a path says enough.</summary>
    public string Name => ShortName(axis.Name);

    /// <summary>Lower end with a margin.</summary>
    public double Low => axis.Kind == AxisKind.Categorical ? -0.5 : Plain(axis.Low) - Margin;

    /// <summary>Upper end with a margin.</summary>
    public double High => axis.Kind == AxisKind.Categorical ? axis.High + 0.5 : Plain(axis.High) + Margin;

    private double Margin => axis.High > axis.Low ? 0.03 * (Plain(axis.High) - Plain(axis.Low)) : 0.5;

    /// <summary>From a coordinate to the picture.</summary>
    public double Plain(double coordinate) => axis.Kind == AxisKind.Logarithmic ? Math.Log10(coordinate) : coordinate;

    /// <summary>Marks with their labels, on the picture's scale; null where the automatic ones do.</summary>
    public (double[] At, string[] Labels)? Ticks() => axis.Kind switch
    {
        AxisKind.Categorical => ([.. axis.Labels.Select((_, i) => (double)i)], [.. axis.Labels.Select(Shortened)]),
        AxisKind.Logarithmic => LogTicks(),
        _ => axis.High > axis.Low ? null : ([axis.Low], [Text(axis.Low)]),
    };

    /// <summary>Sets limits, marks and name of an axis.</summary>
    public void Apply(IAxis target, bool isX, Plot plot)
    {
        if (Ticks() is { } ticks) { target.SetTicks(ticks.At, ticks.Labels); }
        if (isX) { plot.Axes.SetLimitsX(Low, High); }
        else { plot.Axes.SetLimitsY(Low, High); }
    }

    /// <summary>The last part of a path.</summary>
    public static string ShortName(string name) => name[(name.LastIndexOf('.') + 1)..];

    /// <summary>A number with four digits.</summary>
    public static string Text(double value) => value != 0 && (Math.Abs(value) < 1e-3 || Math.Abs(value) >= 1e5) ? value.ToString("0.###e0", CultureInfo.InvariantCulture) : value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Shortened(string label) => label.Length <= LongestLabel ? label : label[..(LongestLabel - 1)] + "…";

    /// <summary>Powers of ten; between them 2 and 5 where there are fewer than three.</summary>
    private (double[] At, string[] Labels) LogTicks()
    {
        var (low, high) = (Math.Log10(axis.Low), Math.Log10(axis.High));
        var every = Math.Max(1, (int)Math.Ceiling((high - low) / MostDecades));
        int[] factors = high - low < 2.5 ? [1, 2, 5] : [1];
        var marks = (from exponent in Enumerable.Range((int)Math.Floor(low), (int)(Math.Ceiling(high) - Math.Floor(low)) + 1)
                     where exponent % every == 0 || factors.Length > 1
                     from factor in factors
                     let at = exponent + Math.Log10(factor)
                     where at >= low - 1e-9 && at <= high + 1e-9
                     select (At: at, Label: Text(factor * Math.Pow(10, exponent)))).ToList();
        return ([.. marks.Select(x => x.At)], [.. marks.Select(x => x.Label)]);
    }
}
