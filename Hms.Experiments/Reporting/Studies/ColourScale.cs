using ScottPlot;

namespace Hms.Experiments.Reporting.Studies;

/// <summary>Viridis over a range of numbers, for points and for the bar beside them.</summary>
internal sealed class ColourScale(double low, double high) : IHasColorAxis
{
    private readonly ScottPlot.Range _range = high > low ? new ScottPlot.Range(low, high) : new ScottPlot.Range(low - 0.5, low + 0.5);

    /// <summary>The range of these numbers; 0 to 1 where there are none.</summary>
    public static ColourScale Of(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return finite.Length == 0 ? new ColourScale(0, 1) : new ColourScale(finite.Min(), finite.Max());
    }

    /// <inheritdoc />
    public IColormap Colormap { get; set; } = new ScottPlot.Colormaps.Viridis();

    /// <inheritdoc />
    public ScottPlot.Range GetRange() => _range;

    /// <summary>Where a number lies, 0 to 1.</summary>
    public double Share(double value) => Math.Clamp((value - _range.Min) / (_range.Max - _range.Min), 0, 1);
}
