using Hms.Experiments.Configuration.Settings;

namespace Hms.Experiments.Ensembles;

/// <summary>What a stacking network reads of the members' probabilities: statistics over the members, their predictions, or both.</summary>
public static class StackFeatures
{
    /// <summary>Number of values of a row.</summary>
    /// <param name="features">The blocks.</param>
    /// <param name="members">Number of models.</param>
    /// <param name="classes">Number of classes.</param>
    public static int Count(IReadOnlyList<StackFeature> features, int members, int classes) =>
        features.Sum(feature => feature == StackFeature.Predictions ? members * classes : classes);

    /// <summary>Computes the values of one row: the blocks in their order, each one value per class (predictions: per member, then class).</summary>
    /// <param name="members">Probabilities, [members, classes] row-major.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="features">The blocks.</param>
    /// <param name="values">Receives the values, <see cref="Count"/> of them.</param>
    /// <remarks>The standard deviation is the population's, the median of an even number the mean of the middle two: as NumPy's.</remarks>
    public static void Compute(ReadOnlySpan<double> members, int classes, IReadOnlyList<StackFeature> features, Span<double> values)
    {
        if (members.Length == 0 || members.Length % classes != 0) { throw new ArgumentException($"{members.Length} probabilities are no rows of {classes} classes."); }
        var needed = Count(features, members.Length / classes, classes);
        if (values.Length != needed) { throw new ArgumentException($"The features have {needed} values; there is room for {values.Length}."); }
        var column = new double[members.Length / classes];
        foreach (var feature in features)
        {
            if (feature == StackFeature.Predictions)
            {
                members.CopyTo(values);
                values = values[members.Length..];
                continue;
            }
            for (var c = 0; c < classes; c++)
            {
                for (var m = 0; m < column.Length; m++) { column[m] = members[m * classes + c]; }
                values[c] = Statistic(feature, column);
            }
            values = values[classes..];
        }
    }

    private static double Statistic(StackFeature feature, double[] column)
    {
        switch (feature)
        {
            case StackFeature.Minimum: return column.Min();
            case StackFeature.Maximum: return column.Max();
            case StackFeature.Mean: return column.Average();
            case StackFeature.StandardDeviation:
                var mean = column.Average();
                return Math.Sqrt(column.Sum(value => (value - mean) * (value - mean)) / column.Length);
            case StackFeature.Median:
                Array.Sort(column);
                return (column[(column.Length - 1) / 2] + column[column.Length / 2]) / 2;
            default: throw new ArgumentOutOfRangeException(nameof(feature), feature, null);
        }
    }
}
