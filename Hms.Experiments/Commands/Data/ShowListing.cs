using System.Text.Json;
using Hms.Data;
using Hms.Data.Files;
using Hms.Experiments.Reporting;
using Hms.Experiments.Reporting.Recordings;

namespace Hms.Experiments.Commands.Data;

/// <summary>Lists what a data set holds, with a few ids of each class, so that a person finds one to draw.</summary>
internal static class ShowListing
{
    private const int IdsShown = 5;

    public static void Run(HmsFolder folder, bool asJson, CommandTerminal terminal)
    {
        var labels = folder.HasLabels ? folder.ReadLabels() : [];
        var tests = folder.HasTest ? folder.ReadTest() : [];
        var files = EegListing.Ids(folder).ToHashSet();
        var eegs = labels.GroupBy(row => row.EegId).ToList();
        var byClass = eegs.ToLookup(rows => VoteClasses.IndexOfLargest([.. Enumerable.Range(0, VoteClasses.Count).Select(i => rows.Sum(row => (double)row.Votes[i]))]));
        var lines = Enumerable.Range(0, VoteClasses.Count).Where(_ => eegs.Count > 0)
            .Select(i => new ListingLine(VoteClasses.Names[i], byClass[i].Count(), byClass[i].Sum(rows => rows.Count()), [.. byClass[i].Select(rows => rows.Key).Where(files.Contains).Take(IdsShown)])).ToList();
        if (tests.Count > 0) { lines.Add(new ListingLine("test.csv", tests.Count, 0, [.. tests.Select(row => row.EegId).Where(files.Contains).Take(IdsShown)])); }
        var listing = new Listing(folder.Root, labels.Count, labels.Select(row => row.PatientId).Distinct().Count(), eegs.Count, files.Count, labels.Select(row => row.SpectrogramId).OfType<long>().Distinct().Count(), lines);
        if (asJson) { terminal.Out.WriteLine(JsonSerializer.Serialize(listing, ReportJson.Options)); }
        else { Write(listing, terminal); }
    }

    private static void Write(Listing listing, CommandTerminal terminal)
    {
        terminal.Out.WriteLine($"{listing.Root}: {listing.LabelRows} label rows, {listing.Eegs} EEGs and {listing.Spectrograms} spectrograms of {listing.Patients} patients; {listing.EegFiles} EEG files");
        ResultTable.Write(terminal, ["most votes", "EEGs", "label rows", "ids"], listing.Classes.Select(line => (string[])[line.Name, $"{line.Eegs}", $"{line.LabelRows}", string.Join(" ", line.Ids)]));
        if (listing.Classes.SelectMany(line => line.Ids).FirstOrDefault() is > 0 and var id) { terminal.Out.WriteLine($"draw one: hms data show --root {listing.Root} --eeg {id} --out eeg.png"); }
    }

    private sealed record Listing(string Root, int LabelRows, int Patients, int Eegs, int EegFiles, int Spectrograms, IReadOnlyList<ListingLine> Classes);

    private sealed record ListingLine(string Name, int Eegs, int LabelRows, IReadOnlyList<long> Ids);
}
