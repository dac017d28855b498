using System.CommandLine;
using Hms.Data.Files;
using Hms.Experiments.Reporting;
using Hms.Experiments.Reporting.Recordings;

namespace Hms.Experiments.Commands.Data;

/// <summary><c>hms data show</c>: draws an EEG or the votes, or lists what there is to draw.</summary>
internal static class ShowDataCommand
{
    public static Command Create(CommandTerminal terminal)
    {
        var root = new Option<DirectoryInfo>("--root") { Description = "Folder of the data set.", Required = true };
        var eeg = new Option<long?>("--eeg") { Description = "Id of the EEG to draw; not given, and no --votes: lists what is there." };
        var votes = new Option<bool>("--votes") { Description = "Show how classes and votes are distributed instead of an EEG." };
        var output = new Option<FileInfo?>("--out") { Description = "Picture to write, .png or .svg." };
        var json = CommonOptions.Json();
        var page = new EegPageWords();
        var command = new Command("show", "Draw one EEG as clinicians read it, with its power spectrum and spectrograms, or the distribution of the votes; without either, list what is there.")
        {
            root, eeg, votes, output, json,
        };
        foreach (var option in page.Options) { command.Options.Add(option); }
        command.SetAction(parsed =>
        {
            var (id, wantsVotes, path) = (parsed.GetValue(eeg), parsed.GetValue(votes), parsed.GetValue(output)?.FullName);
            if (id is not null && wantsVotes) { throw new UserErrorException("--eeg and --votes are two pictures; ask for one at a time."); }
            if (id is null && page.Given(parsed) is [var extra, ..]) { throw new UserErrorException($"{extra} is about the picture of one EEG; add --eeg ID."); }
            if (path is not null) { Picture.RequireEnding("--out", path); }
            var folder = HmsFolder.Open(parsed.GetRequiredValue(root).ToString());
            var asJson = parsed.GetValue(json);
            if (id is { } eegId)
            {
                if (path is null) { throw new UserErrorException($"--eeg {eegId} is drawn into a file; add --out FILE.png or FILE.svg."); }
                ShowEeg.Run(folder, eegId, page.Read(parsed), page.Parts(parsed), path, asJson, terminal);
            }
            else if (wantsVotes) { ShowVotes.Run(folder, path, asJson, terminal); }
            else if (path is not null) { throw new UserErrorException("--out has nothing to write; add --eeg ID or --votes."); }
            else { ShowListing.Run(folder, asJson, terminal); }
            return ExitCodes.Success;
        });
        return command;
    }
}
