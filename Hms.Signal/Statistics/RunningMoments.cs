namespace Hms.Signal.Statistics;

/// <summary>Count, mean and standard deviation of a stream of values, in one pass, mergeable.</summary>
/// <remarks>
/// Each span is reduced in two passes in double and merged by the update of Chan, Golub and LeVeque (1979), so the result does not lose digits where the mean is
/// far from 0. NaN values are skipped; infinite ones are refused. Not thread-safe: give each thread its own and <see cref="Merge(RunningMoments)"/> them in a fixed order.
/// </remarks>
public sealed class RunningMoments
{
    private double _mean;

    /// <summary>No values yet.</summary>
    public RunningMoments()
    {
    }

    /// <summary>Takes up moments that were stored.</summary>
    /// <param name="count">Number of values.</param>
    /// <param name="mean">Their mean.</param>
    /// <param name="squaredDeviations">Sum of their squared deviations from the mean.</param>
    public RunningMoments(long count, double mean, double squaredDeviations)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(squaredDeviations);
        (Count, SquaredDeviations) = (count, squaredDeviations);
        _mean = mean;
    }

    /// <summary>Number of values, NaN not counted.</summary>
    public long Count { get; private set; }

    /// <summary>Mean; NaN where there is no value.</summary>
    public double Mean => Count == 0 ? double.NaN : _mean;

    /// <summary>Sum of squared deviations from the mean.</summary>
    public double SquaredDeviations { get; private set; }

    /// <summary>Standard deviation with the divisor <see cref="Count"/>, as numpy.std; NaN where there is no value.</summary>
    public double PopulationStandardDeviation => Count == 0 ? double.NaN : Math.Sqrt(SquaredDeviations / Count);

    /// <summary>Adds values; NaN is skipped.</summary>
    /// <param name="values">Values, finite or NaN.</param>
    /// <exception cref="ArgumentException">A value is infinite; nothing is added then.</exception>
    public void Add(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        var count = 0L;
        foreach (var value in values)
        {
            if (float.IsNaN(value)) { continue; }
            sum += value;
            count++;
        }
        if (count == 0) { return; }
        if (!double.IsFinite(sum)) { throw Infinite(values); }
        var mean = sum / count;
        var squares = 0.0;
        foreach (var value in values)
        {
            if (float.IsNaN(value)) { continue; }
            var deviation = value - mean;
            squares += deviation * deviation;
        }
        Merge(count, mean, squares);
    }

    /// <summary>Forgets all values.</summary>
    public void Clear() => (Count, _mean, SquaredDeviations) = (0, 0, 0);

    /// <summary>Adds the values that another has seen.</summary>
    /// <param name="other">Unchanged.</param>
    public void Merge(RunningMoments other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Merge(other.Count, other._mean, other.SquaredDeviations);
    }

    private void Merge(long count, double mean, double squaredDeviations)
    {
        if (count == 0) { return; }
        var total = Count + count;
        var difference = mean - _mean;
        SquaredDeviations += squaredDeviations + difference * difference * ((double)Count * count / total);
        _mean += difference * count / total;
        Count = total;
    }

    private static ArgumentException Infinite(ReadOnlySpan<float> values)
    {
        var index = values.IndexOfAny(float.PositiveInfinity, float.NegativeInfinity);
        return new ArgumentException($"Value {index} is infinite; moments need finite values (take the logarithm with a floor above 0).", nameof(values));
    }
}
