using Hms.Transforms;
using Hms.Transforms.Pipelines;
using Hms.Transforms.Steps.Values;
using Hms.Transforms.Steps.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

public sealed class HmsPipelineTests
{
    private static readonly MLContext Context = new(1);
    private static readonly ClassRebalancingEstimator Rebalance = Context.Transforms.RebalanceClasses();

    private static TestTable Table(float level, int rows = 4) => new(
        new TestColumn("X", [2], [.. Enumerable.Range(0, rows).Select(row => new[] { level, level + row })]),
        new TestColumn("Votes", [2], [.. Enumerable.Range(0, rows).Select(row => row == 0 ? new[] { 0f, 1 } : [1, 0])]));

    [Fact]
    public void PipelineFit_DatawideNormalisation_LearnsFromTrainingRowsOnly()
    {
        var validation = Table(1000);
        var model = new HmsPipeline().Append(Context.Transforms.NormalizeDatawide("X")).PipelineFit(Table(0), validation);
        var statistics = Assert.IsType<NormalizingTransformer>(Assert.Single(model)).Statistics[0];
        Assert.Equal((0.75, 8L), (statistics.Mean, statistics.Count));
        Assert.Equal(0, validation.Reads);
    }

    [Fact]
    public void PipelineFit_ValidatingEstimator_GetsBothTransformedViews()
    {
        var spy = new SpyEstimator();
        new HmsPipeline().Append(Context.Transforms.NormalizeDatawide("X")).Append(Rebalance, TransformerScope.Training).Append(spy).PipelineFit(Table(0), Table(1000));
        Assert.Equal(6, Rows.Vectors(spy.Train!, "X").Length);
        var validation = Rows.Vectors(spy.Validation!, "X");
        Assert.Equal(4, validation.Length);
        Assert.True(validation[0][0] > 500);
    }

    [Fact]
    public void Fit_ValidatingEstimator_GetsNoValidation()
    {
        var spy = new SpyEstimator();
        new HmsPipeline().Append(spy).Fit(Table(0));
        Assert.NotNull(spy.Train);
        Assert.Null(spy.Validation);
    }

    [Fact]
    public void PipelineFit_TrainingScope_IsAbsentFromTheResult()
    {
        var model = new HmsPipeline().Append(Rebalance, TransformerScope.Training).Append(Context.Transforms.NormalizeInstance("X")).PipelineFit(Table(0), Table(1));
        Assert.IsType<NormalizingTransformer>(Assert.Single(model));
        Assert.Equal(4, Rows.Vectors(model.Transform(Table(0)), "X").Length);
    }

    [Fact]
    public void PipelineFit_TrainingScope_ShapesWhatLaterStepsLearnFrom()
    {
        var model = new HmsPipeline().Append(Rebalance, TransformerScope.Training).Append(Context.Transforms.NormalizeDatawide("X")).PipelineFit(Table(0), Table(1));
        Assert.Equal(12, Assert.IsType<NormalizingTransformer>(Assert.Single(model)).Statistics[0].Count);
    }

    [Fact]
    public void Append_NestedPipelineWithTrainingSteps_IsRefused()
    {
        var nested = new HmsPipeline().Append(Rebalance, TransformerScope.Training);
        Assert.Contains("nested", Assert.Throws<ArgumentException>(() => new HmsPipeline().Append(nested)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Append_NestedMLNetChainWithTrainingSteps_IsRefused()
    {
        var nested = new EstimatorChain<ITransformer>().Append(Rebalance, TransformerScope.Training).Append(Context.Transforms.NormalizeInstance("X"));
        Assert.Contains("nested", Assert.Throws<ArgumentException>(() => new HmsPipeline().Append(nested)).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Append_NestedMLNetChainWithValidatingEstimator_IsRefused(int depth)
    {
        IEstimator<ITransformer> nested = new SpyEstimator();
        for (var i = 0; i < depth; i++) { nested = Context.Transforms.NormalizeInstance("X").Append(nested); }
        Assert.Contains("validation", Assert.Throws<ArgumentException>(() => new HmsPipeline().Append(nested)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Append_NestedMLNetChainWithPipelineThatValidates_IsRefused()
    {
        var nested = Context.Transforms.NormalizeInstance("X").Append(new HmsPipeline().Append(new SpyEstimator()));
        Assert.Contains("validation", Assert.Throws<ArgumentException>(() => new HmsPipeline().Append(nested)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Append_NestedMLNetChainOfPlainSteps_IsFitted()
    {
        var nested = Context.Transforms.NormalizeInstance("X").Append(new HmsPipeline().Append(Context.Transforms.ClipValues("X", 0, 1)));
        var model = new HmsPipeline().Append(nested).PipelineFit(Table(0), Table(1));
        Assert.Equal([0f, 1f], Rows.Vectors(model.Transform(Table(0)), "X")[3].Select(value => MathF.Round(value)));
    }

    [Fact]
    public void Append_ChainWithTrainingStepsInsideAChain_IsRefused()
    {
        var inner = new EstimatorChain<ITransformer>().Append(Context.Transforms.ClipValues("X", 0, 1), TransformerScope.Training).Append(Context.Transforms.NormalizeInstance("X"));
        Assert.Contains("nested", Assert.Throws<ArgumentException>(() => new HmsPipeline().Append(Context.Transforms.NormalizeInstance("X").Append(inner))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Append_NestedPipelineWithoutTrainingSteps_GetsBothViews()
    {
        var spy = new SpyEstimator();
        new HmsPipeline().Append(new HmsPipeline().Append(spy)).PipelineFit(Table(0), Table(1));
        Assert.NotNull(spy.Validation);
    }

    [Fact]
    public void Append_RebalancingOutsideTrainingScope_IsRefused() =>
        Assert.Contains("TransformerScope.Training", Assert.Throws<ArgumentException>(() => new HmsPipeline().Append(Rebalance)).Message, StringComparison.Ordinal);

    [Fact]
    public void EstimatorChain_HmsSteps_PropagateTheSchema()
    {
        var chain = Context.Transforms.NormalizeInstance("Y", "X").Append(Context.Transforms.ClipValues("Y", -1, 1)).Append(Context.Transforms.Concatenate("Z", "Y", "X"));
        Assert.Equal([4], Rows.Dimensions(chain.Fit(Table(0)).Transform(Table(0)), "Z"));
    }

    /// <summary>Keeps the views that it is given.</summary>
    private sealed class SpyEstimator : IValidatingEstimator<ITransformer>
    {
        public IDataView? Train { get; private set; }

        public IDataView? Validation { get; private set; }

        public ITransformer Fit(IDataView train, IDataView validation)
        {
            Validation = validation;
            return Fit(train);
        }

        public ITransformer Fit(IDataView input)
        {
            Train = input;
            return Context.Transforms.NormalizeInstance("X").Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}
