import {itemAt, type Random} from './random.ts'

/** A name as the files hold it; `onId` is empty where it is the same on the identity document. */
export type SampleName = Readonly<{given: string; prefix: string; family: string; onId: string}>

type Origin = Readonly<{weight: number; given: readonly string[]; family: readonly string[]}>

const words = (text: string) => text.split(',').map((word) => word.trim().replaceAll(/\s+/g, ' '))

// "Bram:Abraham" is called Bram and stands as Abraham in his passport.
const ORIGINS: readonly Origin[] = [
  {
    weight: 66,
    given: words(`
      Sanne:Susanna Maria, Lotte:Charlotte, Daan:Daniël, Bram:Abraham, Fleur, Sem, Lisa:Elisabeth, Tim, Eva, Lars,
      Noa, Thijs:Mathijs, Anouk, Jesse, Femke, Ruben, Iris, Stijn, Roos, Luuk:Lucas Johannes, Emma, Jasper, Maud,
      Koen:Koenraad, Britt:Brigitta, Niels, Merel, Joost, Sofie, Gijs:Gijsbert, Marit, Finn, Nienke:Catharina,
      Tygo, Zoë, Hidde, Renée, Jurre, Anne-Fleur, Olivier, Chloë, Mees, Jip, Sjoerd, Wouter, Noor:Eleonora,
      Julian, Loïs, Floris, Maaike:Maria, Teun:Antonius, Hanneke:Johanna Cornelia, Jan-Willem, Marieke:Maria
      Hendrika, Pepijn, Inge:Ingeborg`),
    family: words(`
      de Vries, Jansen, van den Berg, Bakker, van Dijk, Visser, Smit, Meijer, de Boer, Mulder, de Groot, Bos, Vos,
      Peters, Hendriks, van Leeuwen, Dekker, Brouwer, de Wit, Dijkstra, Smits, de Graaf, van der Meer, van der
      Linden, Kok, Jacobs, de Haan, Vermeulen, van den Heuvel, van der Veen, van den Broek, de Bruijn, Schouten,
      van Beek, Willems, van Vliet, van de Ven, Hoekstra, Maas, Verhoeven, Koster, van Dam, van der Wal, Prins,
      Blom, Huisman, Peeters, de Jong, Kuipers, van Veen, Post, Kuiper, Veenstra, Kramer, van den Brink, Scholten,
      van Wijk, Postma, Martens, 't Hart, van 't Hof, van 't Veld, in 't Veld, ter Haar, ten Brink, op den Kamp,
      van der Heijden, Zijlstra, de Rooij, van Loon, Groen, D'Hondt, Timmermans, Groeneveld, de Lange, Hermans,
      Gerritsen, Bosch, van Rijn, IJsbrandt, Oude Elferink`),
  },
  {
    weight: 11,
    given: words(`
      Youssef, Fatima, Mohamed, Yasmine, Bilal, Salma, Anas, Imane, Ayoub, Nora, Hamza, Hafsa, Soufiane, Ikram,
      Zakaria, Dounia, Ilias, Meryem`),
    family: words(`
      el Amrani, El Idrissi, Bouzid, Benali, el Khattabi, Azzouzi, Ouali, Haddad, Chaoui, El Yaakoubi, Amhaouch,
      el Bakkali, Bennani, Tahiri`),
  },
  {
    weight: 10,
    given: words(`
      Elif, Emre, Zeynep, Yusuf, Ayşe, Çağla, Mert, Büşra, Ömer, Kaan, Şeyma, Deniz, Gökhan, İrem, Tuğba, Can`),
    family: words(`
      Yılmaz, Çelik, Kaya, Demir, Şahin, Öztürk, Aydın, Yıldız, Arslan, Doğan, Koç, Güneş, Kılıç, Özdemir`),
  },
  {
    weight: 5,
    given: words(`
      Shanice, Giovanni, Romario, Naomi, Dwight, Chantal, Kelvin, Priya, Jaïr, Anjali, Gianni, Rochelle, Ravi,
      Soraya`),
    family: words(`
      Ramdin, Pinas, Kasanwidjojo, Esajas, Sewnath, Martina, Bipat, Ferrol, Jankipersad, Wijngaarde, Soekhai,
      Rijsdijk, Pengel`),
  },
  {
    weight: 4,
    given: words(`
      Łukasz, Zuzanna, Jakub, Małgorzata, Piotr, Agnieszka, Paweł, Kinga, Michał, Nikola, Oleksandr, Sofiia,
      Andrei, Ioana`),
    family: words(`
      Wójcik, Kowalski, Nowak, Wiśniewski, Dąbrowski, Zieliński, Łuczak, Kamiński, Shevchenko, Popescu, Ionescu,
      Jabłoński`),
  },
  {
    weight: 4,
    given: words(`
      José, Inês, Miguel, Lucía, Thiago, Beatriz, Søren, Björn, Mei-Lin, Wei, Amira, Omar, Rania, Selam, Yohannes,
      Linh, Farid, Zahra`),
    family: words(`
      da Silva, Ferreira, Núñez, García, de la Cruz, Sørensen, Müller, Li, Nguyen, Al-Hassan, Tesfaye, Mohammadi,
      Haile, dos Santos`),
  },
]

// Every school of every size has these, so that a screen, list or file that cannot cope is found out at once.
const TELLING: readonly SampleName[] = [
  nameOf('Zoë', 'van der Meer'),
  nameOf('José', "D'Hondt"),
  nameOf('Elif', 'Çelik'),
  nameOf('Łukasz', 'Wójcik'),
  nameOf('Sjoerd', "'t Hart"),
  nameOf('Youssef', 'el Amrani'),
  nameOf('Fleur', "van 't Hof"),
  {...nameOf('Anne-Fleur', 'de Vries-Jansen'), onId: 'Anna Florentina de Vries'},
  nameOf('Büşra', 'Yılmaz-van den Berg'),
  {...nameOf('Bram', 'Oude Elferink'), onId: 'Abraham Oude Elferink'},
  nameOf('Søren', 'Müller'),
  nameOf('Li', 'Li'),
]

/** Names for `count` people, in which the telling ones are spread evenly. */
export function drawNames(count: number, random: Random): readonly SampleName[] {
  const step = Math.max(1, Math.floor(count / TELLING.length))
  return Array.from({length: count}, (_, i) => {
    const telling = i % step === 0 ? TELLING[i / step] : undefined
    return telling ?? drawName(random)
  })
}

// A name whose family name is parted from its prefix: "van 't Hof" is filed under Hof.
function nameOf(given: string, wholeFamily: string): SampleName {
  const [, prefix = '', family = wholeFamily] = /^([\p{Ll}' ]+) (.+)$/u.exec(wholeFamily) ?? []
  return {given, prefix, family, onId: ''}
}

function drawName(random: Random): SampleName {
  const origin = drawOrigin(random)
  const [given = '', legal = ''] = random.pick(origin.given).split(':')
  const name = nameOf(given, drawFamily(origin, random))
  return legal ? {...name, onId: [legal, name.prefix, name.family].filter(Boolean).join(' ')} : name
}

function drawFamily(origin: Origin, random: Random): string {
  const family = random.pick(origin.family)
  return random.chance(0.03) ? `${family}-${random.pick(origin.family)}` : family
}

function drawOrigin(random: Random): Origin {
  let left = random.next() * ORIGINS.reduce((sum, {weight}) => sum + weight, 0)
  return ORIGINS.find(({weight}) => (left -= weight) < 0) ?? itemAt(ORIGINS, 0)
}
