using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Ensembles;

namespace Hms.Tests.Experiments.Ensembles;

public sealed class CrossFitterTests
{
    private const int Rows = 3000;
    private const int Patients = 150;
    private static readonly CrossFitOptions Options = new() { BootstrapDraws = 400 };

    /// <summary>Weights from 3,000 rows of 20 votes scatter by about a hundredth.</summary>
    private const double Scatter = 0.05;

    /// <summary>Between equal models the loss is flat: only rounding moves the weight from one to the other.</summary>
    private const double FlatDirection = 1e-4;

    [Fact]
    public void Run_TruthIsMixtureOfTwoModels_FindsItsWeights()
    {
        var (a, b, useless) = (OutOfFoldSets.Distributions(1, Rows, 2), OutOfFoldSets.Distributions(2, Rows, 2), OutOfFoldSets.Distributions(3, Rows, 1));
        double[] mixture = [.. a.Zip(b, (x, y) => 0.7 * x + 0.3 * y)];
        var result = Run(OutOfFoldSets.Data(OutOfFoldSets.Votes(4, mixture, 20), Patients, a, b, useless), new WeightedFitter());
        var weights = ((WeightedCombination)result.Final).Weights;
        Assert.Equal(0.7, weights[0], Scatter);
        Assert.Equal(0.3, weights[1], Scatter);
        Assert.InRange(weights[2], 0, 0.02);
        Assert.Equal(1, weights.Sum(), 1e-12);
        Assert.True(result.GainOverMean.StandardErrors > 5, $"{result.GainOverMean}");
        Assert.True(result.GainInterval!.Low > 0);
        Assert.All(result.Parameters(["a", "b", "c"], []), parameter => Assert.InRange(parameter.Value, parameter.Low - Scatter, parameter.High + Scatter));
    }

    [Fact]
    public void Run_ModelIsPowerOfTruth_FindsItsTemperature()
    {
        var truth = OutOfFoldSets.Distributions(5, Rows, 1);
        double[] sharp = [.. truth];
        for (var row = 0; row < Rows; row++)
        {
            var one = sharp.AsSpan(row * OutOfFoldSets.Classes, OutOfFoldSets.Classes);
            foreach (ref var value in one) { value = 2.5 * Math.Log(value); }
            LogBlendCombination.Softmax(one);
        }
        var result = Run(OutOfFoldSets.Data(OutOfFoldSets.Votes(6, truth, 20), Patients, sharp), new CalibratedFitter(new MeanFitter(), CalibrationChoice.Temperature));
        Assert.Equal(2.5, ((CalibratedCombination)result.Final).Calibration.Temperature, Scatter * 2.5);
        Assert.True(result.GainOverMean.StandardErrors > 5);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(3000)]
    public void Run_ModelsAreEquallyGood_LearnedBlendsDoNotBeatTheMean(int rows)
    {
        var truth = OutOfFoldSets.Distributions(7, rows, 1.5);
        double[][] models = [.. Enumerable.Range(0, 8).Select(m => OutOfFoldSets.Noisy((ulong)(10 + m), truth, 0.3))];
        var data = OutOfFoldSets.Data(OutOfFoldSets.Votes(8, truth, 15), rows / 4, models);
        foreach (var fitter in (ICombinationFitter[])[new WeightedFitter(), new LogBlendFitter()])
        {
            var result = Run(data, fitter);
            Assert.True(result.GainOverMean.Mean < 3 * result.GainOverMean.StandardError + 1e-3, $"{fitter.Name}: {result.GainOverMean}");
            Assert.True(result.OptimisticInSampleKl <= result.CrossFittedKl + 1e-9, $"{fitter.Name}: in-sample {result.OptimisticInSampleKl}, cross-fitted {result.CrossFittedKl}");
        }
    }

    [Fact]
    public void Run_FewRowsAndManyModels_RidgeKeepsTheLogBlendNearTheMean()
    {
        var truth = OutOfFoldSets.Distributions(20, 40, 1);
        double[][] models = [.. Enumerable.Range(0, 10).Select(m => OutOfFoldSets.Noisy((ulong)(30 + m), truth, 0.3))];
        var data = OutOfFoldSets.Data(OutOfFoldSets.Votes(21, truth, 5), 40, models);
        var (chosen, free) = (Run(data, new LogBlendFitter()), Run(data, new LogBlendFitter { Ridges = [0] }));
        Assert.True(chosen.CrossFittedKl < free.CrossFittedKl, $"{chosen.CrossFittedKl} with the ridge, {free.CrossFittedKl} without");
        Assert.True(chosen.GainOverMean.Mean > -2 * chosen.GainOverMean.StandardError - 0.01, $"{chosen.GainOverMean}");
    }

    [Fact]
    public void Run_PredictionsHardlyVaryWithinAFold_CalibrationStaysNearTheMean()
    {
        const CalibrationChoice Both = CalibrationChoice.TemperatureAndClassBias;
        var truth = OutOfFoldSets.Distributions(90, 64, 1);
        var folds = OutOfFoldSets.Noisy(91, [.. Enumerable.Repeat(1.0 / OutOfFoldSets.Classes, 2 * OutOfFoldSets.Classes)], 0.1); // each fold's network says nearly one thing
        var flat = OutOfFoldSets.Noisy(92, [.. Enumerable.Range(0, truth.Length).Select(i => folds[i / OutOfFoldSets.Classes % 2 * OutOfFoldSets.Classes + i % OutOfFoldSets.Classes])], 0.001);
        var data = OutOfFoldSets.Data(OutOfFoldSets.Votes(93, truth, 3), 24, flat) with { Folds = [.. Enumerable.Range(0, 64).Select(row => row % 2)] };
        var (chosen, free) = (Run(data, new CalibratedFitter(new MeanFitter(), Both)), Run(data, new CalibratedFitter(new MeanFitter(), Both) { Ridges = [0] }));
        Assert.True(free.GainOverMean.Mean < -1, $"without a pull the power runs away: {free.GainOverMean}");
        Assert.True(chosen.GainOverMean.Mean > -0.1, $"{chosen.GainOverMean}");
    }

    [Fact]
    public void Run_ManyRowsOfASharpModel_CalibrationKeepsItsWholeGain()
    {
        var truth = OutOfFoldSets.Distributions(95, Rows, 1);
        double[] sharp = [.. truth];
        for (var i = 0; i < sharp.Length; i += OutOfFoldSets.Classes)
        {
            var one = sharp.AsSpan(i, OutOfFoldSets.Classes);
            foreach (ref var value in one) { value = 2 * Math.Log(value); }
            one[0] += 1;
            LogBlendCombination.Softmax(one);
        }
        var data = OutOfFoldSets.Data(OutOfFoldSets.Votes(96, truth, 20), Patients, sharp);
        var (chosen, free) = (Run(data, new CalibratedFitter(new MeanFitter(), CalibrationChoice.TemperatureAndClassBias)), Run(data, new CalibratedFitter(new MeanFitter(), CalibrationChoice.TemperatureAndClassBias) { Ridges = [0] }));
        Assert.Equal(free.CrossFittedKl, chosen.CrossFittedKl, 1e-3 * free.GainOverMean.Mean);
    }

    [Fact]
    public void Run_ModelsWithExactZeros_LogBlendRaisesItsFloorAndBeatsTheMean()
    {
        var truth = OutOfFoldSets.Distributions(100, 1200, 1.5);
        double[][] models = [.. Enumerable.Range(0, 4).Select(m => OutOfFoldSets.Votes((ulong)(110 + m), truth, 12))]; // shares of twelve draws: a class of few draws is exactly 0
        var data = OutOfFoldSets.Data(OutOfFoldSets.Votes(101, truth, 10), Patients, models);
        var (chosen, clip) = (Run(data, new LogBlendFitter()), Run(data, new LogBlendFitter { Floors = [1e-15] }));
        Assert.Equal(1e-3, ((LogBlendCombination)chosen.Final).Floor);
        Assert.True(chosen.CrossFittedKl < clip.CrossFittedKl - 0.02, $"{chosen.CrossFittedKl} with a floor, {clip.CrossFittedKl} with the clip of the metric");
        Assert.True(chosen.GainOverMean.Mean > -0.05, $"{chosen.GainOverMean}");
    }

    [Fact]
    public void Fit_NoSmallProbability_KeepsTheFloorOfTheMetric()
    {
        var truth = OutOfFoldSets.Distributions(120, 100, 0.5);
        var fit = new LogBlendFitter().Fit(OutOfFoldSets.Data(truth, 50, OutOfFoldSets.Noisy(121, truth, 0.2)), [.. Enumerable.Range(0, 100)], TestContext.Current.CancellationToken);
        Assert.Equal(1e-15, ((LogBlendCombination)fit).Floor);
    }

    [Fact]
    public void Run_RowsOfPatientsRepeated_StandardErrorIsByPatient()
    {
        const int Copies = 25;
        var truth = OutOfFoldSets.Distributions(40, 100, 1.5);
        double[] Repeat(double[] values) => [.. Enumerable.Range(0, Copies).SelectMany(_ => values)];
        var votes = OutOfFoldSets.Votes(41, truth, 10);
        var data = OutOfFoldSets.Data(Repeat(votes), 100, Repeat(OutOfFoldSets.Noisy(42, truth, 0.3)), Repeat(OutOfFoldSets.Noisy(43, truth, 0.9)));
        var byPatient = Run(data, new WeightedFitter()).GainOverMean.StandardError;
        var byRow = Run(data with { Groups = null }, new WeightedFitter()).GainOverMean.StandardError;
        Assert.InRange(byPatient / byRow, 0.7 * Math.Sqrt(Copies), 1.4 * Math.Sqrt(Copies));
    }

    [Fact]
    public void Run_GivenFolds_JudgesEachByTheOthers()
    {
        var truth = OutOfFoldSets.Distributions(50, 90, 1.5);
        var data = OutOfFoldSets.Data(truth, 90, OutOfFoldSets.Noisy(51, truth, 0.5), OutOfFoldSets.Noisy(52, truth, 1)) with { Folds = [.. Enumerable.Range(0, 90).Select(row => row % 3)] };
        var result = Run(data, new WeightedFitter());
        Assert.Equal(3, result.Parts.Count);
        for (var part = 0; part < 3; part++)
        {
            int[] judged = [.. Enumerable.Range(0, 90).Where(row => row % 3 == part)];
            var alone = new WeightedFitter().Fit(data, [.. Enumerable.Range(0, 90).Except(judged)], CancellationToken.None);
            Assert.Equal(HeldOutJudge.Loss(data, alone, judged).Average(), result.Parts[part].Kl, 1e-12);
        }
        Assert.Equal(result.RowKl.Average(), result.CrossFittedKl, 1e-12);
    }

    [Fact]
    public void Run_FoldsShareAPatient_Refuses()
    {
        var truth = OutOfFoldSets.Distributions(60, 30, 1);
        var data = OutOfFoldSets.Data(truth, 10, truth, truth) with { Folds = [.. Enumerable.Range(0, 30).Select(row => row / 15)] };
        Assert.Contains("both sides", Assert.Throws<ArgumentException>(() => Run(data, new WeightedFitter())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_RowsOfItsOwnFit_Refuses()
    {
        var truth = OutOfFoldSets.Distributions(61, 10, 1);
        var data = OutOfFoldSets.Data(truth, 10, truth) with { Groups = null };
        int[] all = [.. Enumerable.Range(0, 10)];
        Assert.Contains("row 0 is on both sides", Assert.Throws<ArgumentException>(() => HeldOutJudge.Run(data, new MeanFitter(), all, all, CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SameSeed_SameResult()
    {
        var truth = OutOfFoldSets.Distributions(70, 300, 1.5);
        var data = OutOfFoldSets.Data(OutOfFoldSets.Votes(71, truth, 10), 60, OutOfFoldSets.Noisy(72, truth, 0.4), OutOfFoldSets.Noisy(73, truth, 0.6));
        var (one, two) = (Run(data, new LogBlendFitter()), Run(data, new LogBlendFitter()));
        Assert.Equal(one.Predictions, two.Predictions);
        Assert.Equal(one.GainInterval, two.GainInterval);
    }

    [Fact]
    public void Run_TwinModels_SharesTheirWeight()
    {
        var truth = OutOfFoldSets.Distributions(80, 500, 1.5);
        var twin = OutOfFoldSets.Noisy(81, truth, 0.4);
        var data = OutOfFoldSets.Data(OutOfFoldSets.Votes(82, truth, 15), 100, twin, twin, OutOfFoldSets.Noisy(83, truth, 0.5));
        var weights = ((WeightedCombination)Run(data, new WeightedFitter()).Final).Weights;
        Assert.Equal(weights[0], weights[1], FlatDirection);
        var blend = (LogBlendCombination)Run(data, new LogBlendFitter()).Final;
        Assert.Equal(blend.Weights[0], blend.Weights[1], FlatDirection);
    }

    private static CrossFitResult Run(EnsembleData data, ICombinationFitter fitter) => CrossFitter.Run(data, fitter, Options, TestContext.Current.CancellationToken);
}
