using Hms.Signal.Statistics;

namespace Hms.Tests.Signal.Statistics;

public sealed class AmplitudeTests
{
    // TensorPrimitives' logarithm is within a few steps of float.
    private const double LogTolerance = 2e-6;
    private const double FloatTolerance = 1e-6;

    // Longer than any vector and not a multiple of one, so that kernels run their tails too.
    private static readonly float[] Values = [.. TestSignals.Noise(37, 1).Select(value => 100 * value), float.NaN, 0];

    [Fact]
    public void ClipValues_Any_EqualsClampAndKeepsNan()
    {
        var output = new float[Values.Length];
        Amplitude.ClipValues(Values, -20, 50, output);
        Assert.Equal(Values.Select(value => float.IsNaN(value) ? value : Math.Clamp(value, -20, 50)), output);
    }

    [Fact]
    public void NaturalLog_Any_IsFiniteAboveTheFloorAndKeepsNan()
    {
        float[] output = [.. Values];
        Amplitude.NaturalLog(output, 0.01f, output);
        for (var i = 0; i < output.Length; i++)
        {
            if (float.IsNaN(Values[i])) { Assert.True(float.IsNaN(output[i])); }
            else { Assert.Equal(Math.Log(Math.Max(Values[i], 0.01f)), output[i], LogTolerance); }
        }
    }

    [Fact]
    public void StandardizeInstance_Any_HasMeanZeroAndDeviationOne()
    {
        var output = new float[Values.Length];
        Amplitude.StandardizeInstance(Values, output);
        var moments = new RunningMoments();
        moments.Add(output);
        Assert.Equal(0, moments.Mean, FloatTolerance);
        Assert.Equal(1, moments.PopulationStandardDeviation, FloatTolerance);
        Assert.Equal(Values.Length - 1, moments.Count);
    }

    [Fact]
    public void StandardizeInstance_ConstantOrEmptyOfNumbers_StaysDefined()
    {
        float[] constant = [3, 3, 3], missing = [float.NaN, float.NaN];
        Amplitude.StandardizeInstance(constant, constant);
        Assert.Equal([0f, 0f, 0f], constant);
        Amplitude.StandardizeInstance(missing, missing);
        Assert.All(missing, value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void Standardize_GivenMoments_DividesByDeviationPlusEpsilon()
    {
        var output = new float[2];
        Amplitude.Standardize([1, 4], mean: 2, deviation: 0.5, output, epsilon: 0.5);
        Assert.Equal([-1f, 2f], output);
    }

    [Fact]
    public void ReplaceMissing_Any_ReplacesNanOnly()
    {
        var output = new float[Values.Length];
        Amplitude.ReplaceMissing(Values, -1, output);
        Assert.Equal(Values.Select(value => float.IsNaN(value) ? -1 : value), output);
    }

    [Fact]
    public void Decibels_Any_IsTenTimesTheDecimalLogarithm()
    {
        float[] output = [100, 0, -5, float.NaN];
        Amplitude.Decibels(output, 0.01f, output);
        Assert.Equal([20, -20, -20], output[..3].Select(value => Math.Round(value, 4)));
        Assert.True(float.IsNaN(output[3]));
    }

    [Fact]
    public void Standardize_LargeMean_LosesNoDigits()
    {
        // In float, 16777217 - 16777216.5 is 1 or 0.
        var output = new float[2];
        Amplitude.Standardize([16777216, 16777218], mean: 16777216.5, deviation: 0.5, output, epsilon: 0);
        Assert.Equal([-1f, 3f], output);
    }

    [Theory]
    [InlineData(new[] { float.NaN, float.NaN, 2, float.NaN, 6, float.NaN }, new[] { 4f, 4, 2, 4, 6, 4 }, new[] { 2f, 2, 2, 4, 6, 6 })]
    [InlineData(new[] { float.NaN, float.NaN }, new[] { 0f, 0 }, new[] { 0f, 0 })]
    [InlineData(new[] { 1f, float.NaN, float.NaN, 7 }, new[] { 1f, 4, 4, 7 }, new[] { 1f, 3, 5, 7 })]
    [InlineData(new float[0], new float[0], new float[0])]
    public void ReplaceMissingByMeanAndInterpolateMissing_Gaps_AreFilled(float[] values, float[] mean, float[] line)
    {
        var output = new float[values.Length];
        Amplitude.ReplaceMissingByMean(values, output);
        Assert.Equal(mean, output);
        Amplitude.InterpolateMissing(values, output);
        Assert.Equal(line, output);
        Amplitude.InterpolateMissing(values, values);
        Assert.Equal(line, values);
    }

    [Fact]
    public void Steps_WrongArguments_SayTheRule()
    {
        Assert.StartsWith("Lower limit 2 must not exceed the upper limit 1.", Assert.Throws<ArgumentException>(() => Amplitude.ClipValues([1], 2, 1, new float[1])).Message);
        Assert.StartsWith("Floor 0 must be above 0.", Assert.Throws<ArgumentException>(() => Amplitude.NaturalLog([1], 0, new float[1])).Message);
        Assert.StartsWith("Mean NaN must be finite.", Assert.Throws<ArgumentException>(() => Amplitude.Standardize([1], double.NaN, 1, new float[1])).Message);
        Assert.StartsWith("The input has 1 values, the output 2; both must be equal.", Assert.Throws<ArgumentException>(() => Amplitude.ReplaceMissing([1], 0, new float[2])).Message);
    }
}
