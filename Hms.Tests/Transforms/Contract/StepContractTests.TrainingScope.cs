using Hms.Transforms;
using Hms.Transforms.Pipelines;
using Hms.Transforms.Steps.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Tests.Transforms;

public sealed partial class StepContractTests
{
    private static readonly TransformsCatalog Steps = new MLContext(1).Transforms;

    [Theory, MemberData(nameof(StepCase.TrainingNames), MemberType = typeof(StepCase))]
    public void Append_OutsideTrainingScope_IsRefused(string name)
    {
        foreach (var scope in new[] { TransformerScope.Everything, TransformerScope.Scoring, TransformerScope.TrainTest, TransformerScope.Testing })
        {
            Assert.Contains("TransformerScope.Training", Assert.Throws<ArgumentException>(() => new HmsPipeline().Append(StepCase.Get(name).Estimator!, scope)).Message, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(StepCase.TrainingNames), MemberType = typeof(StepCase))]
    public void Append_NestedAnywhere_IsRefused(string name)
    {
        var step = StepCase.Get(name).Estimator!;
        var chain = new EstimatorChain<ITransformer>().Append(step, TransformerScope.Training).Append(Steps.NormalizeInstance("X"));
        var pipeline = new HmsPipeline().Append(step, TransformerScope.Training);
        IEstimator<ITransformer>[] nestings =
        [
            chain, pipeline,
            Steps.NormalizeInstance("X").Append(chain),
            Steps.NormalizeInstance("X").Append(pipeline),
            Steps.NormalizeInstance("X").Append(Steps.NormalizeInstance("X").Append(chain)),
            new EstimatorChain<ITransformer>().Append(step), // ML.NET's default scope: everything
            Steps.NormalizeInstance("X").Append(step),
            Steps.NormalizeInstance("X").Append(new EstimatorChain<ITransformer>().Append(step)),
        ];
        foreach (var nesting in nestings)
        {
            Assert.Contains("nested", Assert.Throws<ArgumentException>(() => new HmsPipeline().Append(nesting)).Message, StringComparison.Ordinal);
            Assert.Contains("nested", Assert.Throws<ArgumentException>(() => new HmsPipeline().Append(nesting, TransformerScope.Training)).Message, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(StepCase.TrainingNames), MemberType = typeof(StepCase))]
    public void EstimatorChain_TrainingScope_ShapesTheFitAndIsAbsentFromScoring(string name)
    {
        var step = StepCase.Get(name);
        var spy = new SpyEstimator();
        var model = new EstimatorChain<ITransformer>().Append(step.Estimator!, TransformerScope.Training).Append(spy).Fit(step.Table);
        Assert.Equal(Rows.Values(step.Fitted.Transform(step.Table), step.Output), Rows.Values(spy.Seen!, step.Output));
        var scored = model.Transform(step.Table);
        Assert.Equal(step.InputColumn.Rows, Rows.Values(scored, "X"));
        Assert.Null(scored.Schema.GetColumnOrNull("Weight"));
        var loaded = Load(Save(model.GetModelFor(TransformerScope.Scoring), step.Table.Schema));
        Assert.Single(Assert.IsAssignableFrom<IEnumerable<ITransformer>>(loaded));
    }

    [Theory, MemberData(nameof(StepCase.TrainingNames), MemberType = typeof(StepCase))]
    public void HmsPipeline_TrainingScope_LeavesValidationUntouched(string name)
    {
        var step = StepCase.Get(name);
        var spy = new SpyEstimator();
        var model = new HmsPipeline().Append(step.Estimator!, TransformerScope.Training).Append(spy).PipelineFit(step.Table, step.Table);
        Assert.Equal(Rows.Values(step.Fitted.Transform(step.Table), step.Output), Rows.Values(spy.Seen!, step.Output));
        Assert.Same(step.Table, spy.Validation);
        Assert.Single(model);
    }

    [Theory, MemberData(nameof(StepCase.TrainingNames), MemberType = typeof(StepCase))]
    public void IsRowToRowMapper_StepThatChangesRows_SaysNo(string name)
    {
        var step = StepCase.Get(name);
        if (step.Output == "Weight") { return; } // it adds a column and keeps the rows
        Assert.False(step.Fitted.IsRowToRowMapper);
        Assert.Contains("Training", Assert.Throws<InvalidOperationException>(() => step.Fitted.GetRowToRowMapper(step.Table.Schema)).Message, StringComparison.Ordinal);
    }

    /// <summary>Keeps the views that it is given; fits a step that changes nothing.</summary>
    private sealed class SpyEstimator : IValidatingEstimator<ITransformer>
    {
        public IDataView? Seen { get; private set; }

        public IDataView? Validation { get; private set; }

        public ITransformer Fit(IDataView train, IDataView validation)
        {
            Validation = validation;
            return Fit(train);
        }

        public ITransformer Fit(IDataView input)
        {
            Seen = input;
            return Steps.CopyColumns("Same", "X").Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}
