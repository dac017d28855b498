using Hms.Data;
using Hms.Experiments;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Ensembles;
using Hms.Experiments.Running.Ensembles;
using Hms.Signal.Randomness;
using Hms.Tests.Support;
using Hms.Training.Losses;
using Hms.Training.Optimization;
using Hms.Transforms;
using Microsoft.ML;
using static TorchSharp.torch;

namespace Hms.Tests.Experiments.Running.Ensembles;

[Collection(TorchCollection.Name)]
public sealed class StackFitterTests
{
    private const int Patients = 40;
    private const int RowsPerPatient = 6;

    private static readonly StackCombineSettings Small = new() { Hidden = [48, 24], Epochs = 40, Patience = 10, BatchSize = 32, LearningRate = 0.005 };

    private static StackFitter Fitter(StackCombineSettings? settings = null, ulong seed = 3) => new(new MLContext(0).UseHms(), settings ?? Small, seed);

    /// <summary>Members that tell the truth in a shifted code: the plain mean is wrong, a network can read it.</summary>
    private static EnsembleData Coded() => Data((patient, row) => (patient + row) % VoteClasses.Count, (truth, _, _) => (truth + 1) % VoteClasses.Count);

    /// <summary>Members whose predictions are a signature of the patient and say nothing of the truth, which is drawn for each patient: whoever has seen the patient knows the truth, nobody else does.</summary>
    private static EnsembleData Signatures() => Data((patient, _) => (int)(SeedHash.Derive(7, (ulong)patient) % VoteClasses.Count), (_, patient, member) => (int)(SeedHash.Derive(11 + (ulong)member, (ulong)patient) % VoteClasses.Count));

    private static EnsembleData Data(Func<int, int, int> truthOf, Func<int, int, int, int> says)
    {
        const int Members = 3;
        var truth = new List<double>();
        var groups = new List<long>();
        var scores = Enumerable.Range(0, Members).Select(_ => new List<double>()).ToArray();
        for (var patient = 0; patient < Patients; patient++)
        {
            for (var row = 0; row < RowsPerPatient; row++)
            {
                var label = truthOf(patient, row);
                groups.Add(100 + patient);
                truth.AddRange(Peak(label, 0.9));
                for (var member = 0; member < Members; member++)
                {
                    var sure = 0.55 + 0.3 * new HashRandom(SeedHash.Derive(SeedHash.Derive((ulong)member, (ulong)patient), "sure")).NextDouble(); // a signature, too
                    scores[member].AddRange(Peak(says(label, patient, member), sure));
                }
            }
        }
        return new EnsembleData { Members = [.. scores.Select((values, m) => new EnsembleMember($"m{m}", [.. values]))], Truth = [.. truth], Classes = VoteClasses.Count, Groups = [.. groups] };
    }

    private static IEnumerable<double> Peak(int label, double height) => Enumerable.Range(0, VoteClasses.Count).Select(c => c == label ? height : (1 - height) / (VoteClasses.Count - 1));

    [Fact]
    public void Fit_MembersInACode_LearnsToReadThem()
    {
        var result = CrossFitter.Run(Coded(), Fitter(), new CrossFitOptions { Parts = 3, BootstrapDraws = 100 }, TestContext.Current.CancellationToken);
        Assert.True(result.CrossFittedKl < 0.1, $"KL {result.CrossFittedKl}");
        Assert.True(result.GainOverMean.StandardErrors > 5, $"{result.GainOverMean}");
    }

    /// <summary>Would fail if a network saw the patients that it is judged on: where rows are parted without regard to patients, it finds the truth.</summary>
    [Fact]
    public void Fit_PredictionsThatOnlyTellThePatient_FindNothingCrossFitted()
    {
        var data = Signatures();
        var options = new CrossFitOptions { Parts = 3, BootstrapDraws = 100 };
        var fitter = Fitter(Small with { Hidden = [100, 50], Epochs = 80, Patience = 80 });
        var leaking = CrossFitter.Run(data with { Groups = null }, fitter, options, TestContext.Current.CancellationToken);
        Assert.True(leaking.CrossFittedKl < 0.6, $"KL {leaking.CrossFittedKl}; this test could not fail");
        var result = CrossFitter.Run(data, fitter, options, TestContext.Current.CancellationToken);
        Assert.True(result.CrossFittedKl > 1.1, $"cross-fitted KL {result.CrossFittedKl}; uniform gives 1.3");
    }

    [Fact]
    public void Split_AnyRows_PartsThemByPatient()
    {
        var data = Signatures();
        int[] rows = [.. Enumerable.Range(0, data.Rows).Where(row => row % 5 != 0)];
        var (train, validation) = Fitter().Split(data, rows);
        Assert.Equal(rows, train.Concat(validation).Order());
        Assert.Empty(train.Select(row => data.Groups![row]).Intersect(validation.Select(row => data.Groups![row])));
        Assert.InRange(validation.Length, 0.2 * rows.Length, 0.3 * rows.Length);
        Assert.NotEqual(validation, Fitter(seed: 4).Split(data, rows).Validation);
        Assert.Contains("at least 2 patients", Assert.Throws<UserErrorException>(() => Fitter().Split(data, [0, 1, 2])).Message);
    }

    [Fact]
    public void Fit_SameSeed_GivesTheSameBits()
    {
        var data = Coded();
        int[] rows = [.. Enumerable.Range(0, data.Rows)];
        byte[] Graph(ulong seed) => ((StackCombination)Fitter(Small with { Epochs = 3 }, seed).Fit(data, rows, TestContext.Current.CancellationToken)).Onnx;
        var first = Graph(1);
        Assert.Equal(first, Graph(1));
        Assert.NotEqual(first, Graph(2));
    }

    [Fact]
    public void Options_OfThePaper_AreAdamOnLogits()
    {
        var options = Fitter(new StackCombineSettings()).Options;
        var adam = Assert.IsType<AdamOptions>(options.Optimizer);
        Assert.Equal((0.001, 1e-8 / 3, 0.0), (adam.LearningRate, adam.Epsilon, adam.WeightDecay));
        Assert.Equal((80, 64, 20), (options.Epochs, options.BatchSize, options.EarlyStopping!.Patience));
        Assert.IsType<KullbackLeiblerLoss>(options.Loss);
    }

    /// <summary>The mistake that must not come back: on real votes a perfect prediction scored 0.73 and a uniform one 0.04.</summary>
    [Fact]
    public void Loss_OfRealVotes_IsZeroForThePerfectAndLargeForTheUniformPrediction()
    {
        var path = SharedData.Require("iiic/predictions_35740.csv");
        var header = File.ReadLines(path).First().Split(',');
        Assert.True(header.Length > 6);
        var votes = RealVotes(path, header);
        using var scope = NewDisposeScope();
        var truth = tensor(votes.SelectMany(row => row).ToArray(), [votes.Length, VoteClasses.Count]);
        var loss = Fitter().Options.Loss;
        Assert.Equal(0, loss.Mean(new Logits(truth.clamp(1e-15).log()), truth).item<float>(), 1e-4);
        Assert.True(loss.Mean(new Logits(zeros(votes.Length, VoteClasses.Count)), truth).item<float>() > 0.5);
    }

    private static float[][] RealVotes(string path, string[] header)
    {
        int[] columns = [.. VoteClasses.Names.Select(name => Array.FindIndex(header, column => column.Trim('"').Equals($"{name}_vote", StringComparison.OrdinalIgnoreCase) || column.Trim('"').Equals($"{name}_votes", StringComparison.OrdinalIgnoreCase)))];
        Assert.DoesNotContain(-1, columns);
        return [.. File.ReadLines(path).Skip(1).Take(2000).Select(line => line.Split(',')).Select(cells =>
        {
            var row = columns.Select(column => float.Parse(cells[column], System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            return row.Select(value => value / row.Sum()).ToArray();
        })];
    }
}
