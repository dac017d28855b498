using Hms.Tuning.Numerics;
using Hms.Tuning.Tuners.Evolution;

namespace Hms.Tuning.Tuners.CmaEs;

/// <summary>Keeps every integer dimension moving: a cell beside the present one stays probable, so that the search cannot freeze on a plateau.</summary>
/// <remarks>Hamano et al., "CMA-ES with Margin", GECCO 2022, arXiv:2205.13482, section 4; margin α = 1/(d λ).</remarks>
internal static class CmaMargin
{
    private const double LeastTail = 1e-10;

    /// <summary>Corrects the mean and the spread of the grid dimensions.</summary>
    /// <param name="gaussian">The distribution after an update.</param>
    /// <param name="axes">The dimensions, in the order of the mean.</param>
    /// <param name="margin">α, above 0 and below 1/2.</param>
    public static CmaGaussian Apply(CmaGaussian gaussian, IReadOnlyList<UnitAxis> axes, double margin)
    {
        if (axes.All(x => !x.IsGrid)) { return gaussian; }
        var mean = (double[])gaussian.Mean.Clone();
        var scale = (double[])gaussian.GridScale.Clone();
        for (var i = 0; i < axes.Count; i++)
        {
            if (axes[i].IsGrid) { (mean[i], scale[i]) = Correct(mean[i], scale[i], gaussian.Deviation(i), axes[i].CellAround(mean[i]), margin); }
        }
        return gaussian.WithMargin(mean, scale);
    }

    /// <summary>Mean and spread of one dimension; the cell of the mean reaches from <c>cell.From</c> to <c>cell.To</c>, infinite at the ends of the grid.</summary>
    internal static (double Mean, double Scale) Correct(double mean, double scale, double deviation, (double From, double To) cell, double margin)
    {
        var spread = deviation * scale;
        if (double.IsInfinity(cell.From) || double.IsInfinity(cell.To)) { return (AtTheEnd(mean, spread, cell, margin), scale); }
        var low = Gaussian.Cdf((cell.From - mean) / spread);
        var high = Gaussian.Cdf((mean - cell.To) / spread);
        var middle = 1 - low - high;
        (low, high) = (Math.Max(low, margin / 2), Math.Max(high, margin / 2));
        var excess = (1 - low - high - middle) / (low + middle + high - 1.5 * margin);
        (low, high) = (Tail(low + excess * (low - margin / 2)), Tail(high + excess * (high - margin / 2)));
        var (below, above) = (-Quantile(low), -Quantile(high));
        return ((cell.From * above + cell.To * below) / (below + above), (cell.To - cell.From) / ((below + above) * deviation));
    }

    /// <summary>In the first or last cell the mean comes close enough to the only border that the cell beyond keeps the probability α.</summary>
    private static double AtTheEnd(double mean, double spread, (double From, double To) cell, double margin)
    {
        var border = double.IsInfinity(cell.From) ? cell.To : cell.From;
        if (Gaussian.Cdf(-Math.Abs(mean - border) / spread) >= margin) { return mean; }
        return border + Math.Sign(mean - border) * -Quantile(margin) * spread;
    }

    private static double Quantile(double probability) => Gaussian.InverseLogCdf(Math.Log(probability));

    private static double Tail(double probability) => Math.Clamp(probability, LeastTail, 0.5 - LeastTail);
}
