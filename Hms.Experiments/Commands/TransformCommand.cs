using System.CommandLine;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Views;
using Hms.Experiments.Pipelines;
using Hms.Experiments.Reporting;
using Hms.Experiments.Running;
using Hms.Transforms;
using Hms.Transforms.Mapping;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Experiments.Commands;

/// <summary><c>hms transform</c>: what an experiment's pipeline yields for one EEG.</summary>
internal static class TransformCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var file = CommonOptions.File();
        var experiment = CommonOptions.Experiment();
        var root = new Option<DirectoryInfo>("--root") { Description = "Folder of the HMS data.", Required = true };
        var eegId = new Option<long>("--eeg-id") { Description = "The EEG.", Required = true };
        var output = new Option<FileInfo>("--out") { Description = "File to write: .parquet or .csv (one row per value, with its indices) or .png.", Required = true };
        var until = new Option<string?>("--until") { Description = "The step whose result is written: its id, its kind where that occurs once, or its number from 0; not set: the last." };
        var command = new Command("transform", "Run an experiment's steps on one EEG and write what they yield: an image, signals or features.") { file, experiment, root, eegId, until, output };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(output).FullName;
            var array = Transform(parsed.GetRequiredValue(file).ToString(), parsed.GetRequiredValue(experiment), parsed.GetRequiredValue(root).FullName, parsed.GetValue(eegId), parsed.GetValue(until), terminal);
            ArrayFile.Write(path, array);
            terminal.Out.WriteLine($"[{string.Join(", ", array.Dimensions)}] -> {path}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static NamedArray Transform(string file, string name, string root, long eegId, string? until, CommandTerminal terminal)
    {
        var (experiment, _) = ExperimentOpener.Open(file, name, pipelineResult: PipelineResult.Any);
        var settings = RunSession.FixedSettings(experiment);
        if (experiment.HasRanges) { terminal.Error.WriteLine("ranges are shown at their first value"); }
        if (until is not null) { settings = settings with { Transforms = [.. settings.Transforms.Take(StepAddress.Find(settings.Transforms, until) + 1)] }; }
        var plan = PipelinePlan.Of(settings);
        if (until is not null && plan.Fitted.Count > 0)
        {
            throw new UserErrorException(
                $"--until {until}: transforms {string.Join(", ", plan.Fitted.Select(step => step.Index))} (from 0) are fitted on training rows, so one EEG cannot show what comes of them; name a step before them.");
        }
        if (plan.Fitted.Count > 0) { terminal.Error.WriteLine($"without transforms {string.Join(", ", plan.Fitted.Select(step => step.Index))} (from 0), which are fitted on training rows"); }

        var folder = HmsFolder.Open(root);
        var row = FindRow(folder, eegId);
        var context = new MLContext(seed: 0).UseHms();
        IDataView view = new HmsDataView(folder, [row], ExperimentRows.WindowsOf(settings.Rows.Window), plan.Sources);
        foreach (var step in plan.Shared) { view = StepFactory.Create(context, step, seed: 0).Fit(view).Transform(view); }
        var column = plan.Shared.Count > 0 && plan.Shared[^1].Columns.Output is { } last ? last : plan.Fitted.Count > 0 ? plan.Fitted[0].InputColumn : plan.FeatureColumn;
        var values = RowVectors.Read(view, column, HmsDataView.RowIndexColumn, rowDone: null, CancellationToken.None)[0];
        var shape = view.Schema[column];
        return new NamedArray($"EEG {eegId}, {name}{(until is null ? "" : $" until {until}")}", values, [.. ((VectorDataViewType)shape.Type).Dimensions])
        {
            ChannelNames = ColumnAnnotations.GetNames(shape, ColumnAnnotations.ChannelNames),
            SampleRateHz = ColumnAnnotations.GetSampleRateHz(shape),
            FrequenciesHz = ColumnAnnotations.GetFrequenciesHz(shape),
            SlotNames = ColumnAnnotations.GetNames(shape, ColumnAnnotations.SlotNames),
        };
    }

    private static RecordingRow FindRow(HmsFolder folder, long eegId)
    {
        var rows = folder.HasLabels
            ? RowTable.FromLabels(folder.ReadLabels(), RowUnit.Eeg, VoteAggregation.Sum)
            : RowTable.FromTest(folder.ReadTest());
        return rows.FirstOrDefault(row => row.EegId == eegId)
            ?? throw new UserErrorException($"{folder.Root} has no EEG {eegId}; it has {rows.Count}, the first is {(rows.Count > 0 ? rows[0].EegId : 0)}.");
    }
}
