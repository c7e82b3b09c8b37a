import type {Domain} from './qualifications.ts'

const EMPLOYERS: Readonly<Record<Domain, readonly string[]>> = {
  zorg: [
    'Zorggroep De Lindehof',
    'Thuiszorg Waardeland',
    'Verpleeghuis Het Veerhuis',
    'Woonzorg Oud-Lindewaard',
    'Lindewaard Ziekenhuis',
  ],
  welzijn: [
    'Kinderopvang Het Lindeblad',
    'Stichting De Brug Welzijn',
    'Buitenschoolse opvang De Dijkers',
    'Jeugdhulp Waardeland',
  ],
  ict: ['Waardeland IT-diensten', 'Dijk & Data', 'Gemeente Lindewaard', 'Netwerkhuis Kade 12'],
  horeca: [
    'Restaurant De Gouden Karper',
    'Hotel De Oude Sluis',
    'Bakkerij Van der Meulen',
    'Paviljoen Aan de Kade',
    'Catering Waardeland',
  ],
  techniek: [
    'Installatiebedrijf Van Vliet',
    'Elektro Waardeland',
    'Technisch Bureau De Kade',
    'Machinefabriek Noorderlaan',
  ],
  mobiliteit: ['Garage De Dijk', 'Truckservice Haven', 'Autobedrijf Postma & Zn.'],
  bouw: [
    'Bouwbedrijf Huisman',
    'Timmerwerken Oud-Lindewaard',
    'Aannemersbedrijf De Waard',
    'Restauratiebouw Lage Dijk',
  ],
  economie: [
    'Administratiekantoor Prins',
    'Warenhuis De Waag',
    'Woonwinkel Blom',
    'Verzekeringskantoor Raadhuisstraat',
  ],
  logistiek: ['Havenlogistiek Lindewaard', 'Distributiecentrum De Kade', 'Transportbedrijf Veenstra'],
  sport: ['Beveiliging Waardeland', 'Sportcentrum De Linde', 'Zwembad Noord'],
  uiterlijk: ['Kapsalon Lange Lokken', 'Schoonheidssalon Iris', 'Salon Parkzicht'],
}

/** Companies where BBL students of a field work; invented. */
export function employersIn(domain: Domain): readonly string[] {
  return EMPLOYERS[domain]
}
