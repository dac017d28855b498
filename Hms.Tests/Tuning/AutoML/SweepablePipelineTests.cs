using Hms.Tuning.AutoML;
using Hms.Tuning.Spaces;
using Microsoft.ML;

namespace Hms.Tests.Tuning.AutoML;

public sealed class SweepablePipelineTests
{
    private readonly MLContext _context = new(seed: 1);

    private SweepablePipeline Pipeline() => _context.Transforms.NormalizeMeanVariance("Features").Append(_context.Auto().BinaryClassification());

    [Fact]
    public void SearchSpace_Alternatives_AreATreeUnderTheChoice()
    {
        var space = Pipeline().SearchSpace;
        Assert.Equal(["trainer", "Sdca.L2Regularization", "Sdca.L1Regularization", "Lbfgs.L2Regularization", "Lbfgs.L1Regularization"], space.Parameters.Select(x => x.Name));
        Assert.Equal(3, space.Groups.Count);
        Assert.Equal("trainer = \"Sdca\", Sdca.L2Regularization = 0.0001, Sdca.L1Regularization = 0.01", space.Defaults().ToString());
    }

    [Fact]
    public void SearchSpace_PipelineAsAlternativeAndNestedConditions_KeepTheirChains()
    {
        var sub = SweepableEstimator.Create(
            "Scaled",
            new SearchSpace(new SearchParameter("how", new CategoricalDistribution("min", "mean")), new SearchParameter("bins", new IntDistribution(2, 9), new SearchCondition("how", 0))),
            (context, values) => context.Transforms.NormalizeMinMax("Features"));
        var pipeline = new SweepablePipeline().Append("model", new SweepablePipeline().Append(sub).Append(_context.Auto().BinaryClassification()[0]).Named("linear"), _context.Auto().BinaryClassification()[1]);
        Assert.Equal(
            ["model -", "Scaled.how model", "Scaled.bins Scaled.how", "Sdca.L2Regularization model", "Sdca.L1Regularization model", "Lbfgs.L2Regularization model", "Lbfgs.L1Regularization model"],
            pipeline.SearchSpace.Parameters.Select(x => $"{x.Name} {x.Condition?.Parent ?? "-"}"));
        Assert.Equal("one of \"linear\", \"Lbfgs\"", pipeline.SearchSpace.Parameters[0].Distribution.ToString());
    }

    [Fact]
    public void SearchSpace_SameNameTwice_SaysHowToNameThem()
    {
        var estimator = _context.Auto().BinaryClassification()[0];
        Assert.Contains("Named", Assert.Throws<ArgumentException>(() => new SweepablePipeline().Append(estimator).Append(estimator).SearchSpace).Message);
        Assert.Equal(4, new SweepablePipeline().Append(estimator).Append(estimator.Named("Second")).SearchSpace.Parameters.Count);
    }

    [Fact]
    public void BuildFromParameters_Values_ReachTheTrainer()
    {
        var seen = new List<SdcaOptions>();
        var estimator = _context.Auto().CreateSweepableEstimator<SdcaOptions>((context, options) =>
        {
            seen.Add(options);
            return context.BinaryClassification.Trainers.SdcaLogisticRegression();
        });
        var pipeline = new SweepablePipeline().Append(estimator);
        pipeline.BuildFromParameters(_context, pipeline.SearchSpace.Bind(new Dictionary<string, object?> { ["Sdca.L2Regularization"] = 0.5 }));
        Assert.Equal(new SdcaOptions { L2Regularization = 0.5f }, Assert.Single(seen));
    }

    [Fact]
    public void Append_NothingToChooseFromOrNothingAtAll_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new SweepablePipeline().Append("model", []));
        Assert.Throws<InvalidOperationException>(() => new SweepablePipeline().BuildFromParameters(_context, ParameterValues.Empty));
    }
}
