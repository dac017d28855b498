using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

public sealed class DecibelsTests
{
    // A few float steps of 100 dB.
    private const double Tolerance = 2e-5;

    [Fact]
    public void FromPower_Values_AreRelativeToTheGreatestAndBounded()
    {
        float[] power = [100, 10, 1, 1e-5f, 1e-7f, 0];
        var decibels = new float[6];
        Decibels.FromPower(power, decibels);
        double[] expected = [0, -10, -20, -70, -80, -80];
        for (var i = 0; i < 6; i++) { Assert.Equal(expected[i], decibels[i], Tolerance); }
        Decibels.FromPower(power, decibels, float.PositiveInfinity, 1e-6f);
        expected = [0, -10, -20, -70, -80, -80];
        for (var i = 0; i < 6; i++) { Assert.Equal(expected[i], decibels[i], Tolerance); }
    }

    [Fact]
    public void FromPower_AllZero_IsZero()
    {
        var values = new float[3];
        Decibels.FromPower(values, values);
        Assert.Equal([0, 0, 0], values);
    }

    [Fact]
    public void FromPower_Nan_HasNoMaximum()
    {
        float[] values = [1, float.NaN, 2];
        Decibels.FromPower(values, values);
        Assert.All(values, value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void FromPower_WrongArguments_SayTheRule()
    {
        Assert.StartsWith("The output has 2 values, the power 3", Assert.Throws<ArgumentException>(() => Decibels.FromPower(new float[3], new float[2])).Message);
        Assert.StartsWith("Range 0 dB must be above 0.", Assert.Throws<ArgumentException>(() => Decibels.FromPower(new float[1], new float[1], 0)).Message);
        Assert.StartsWith("Smallest power 0 must be above 0.", Assert.Throws<ArgumentException>(() => Decibels.FromPower(new float[1], new float[1], 80, 0)).Message);
    }
}
